/** What is peculiar to the text volumes of Pipermail, which look like an mbox and have no MIME. */

/** The translated ` at ` of an obscured address, as bytes, and the charset that a list must have for it to be these. */
const SEPARATORS: readonly (readonly [bytes: string, charset: string])[] = [
  ['\xa1\xf7', 'euc-jp'], // ＠
  ['\x81\x97', 'shift_jis'], // ＠
  ['\xce\xc1', 'koi8-r'], // на
  ['\xed\xe0', 'windows-1251'], // на
  ['\xdd\xd0', 'iso-8859-5'], // на
  ['\xd4\xda', 'gbk'], // 在
  ['\xa6\x62', 'big5'], // 在
  ['\xa9\xf3', 'big5'], // 於
];

/**
 * The charset of the list that a mail of a text volume is from, told by the sign that Mailman's translation put into its `From ` line
 * (`From ann ＠ example.org  Mon Feb …`); null when it is an ordinary one.
 */
export function charsetOfVolume(mail: Uint8Array): string | null {
  const line = Buffer.from(mail.subarray(0, 300)).toString('latin1');
  const sign = /^From [^\s@]+ ([^\s@]{2}) [^\s@]+\s/.exec(line)?.[1];
  return SEPARATORS.find(([bytes]) => bytes === sign)?.[1] ?? null;
}
