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

/** Whether a mail is of a text volume: its `From ` line has the address in disguise. */
export function isOfVolume(mail: Uint8Array): boolean {
  const line = Buffer.from(mail.subarray(0, 300)).toString('latin1');
  return /^From [^\s@]+ \S{1,3} [^\s@]+\s/.test(line);
}

/** How often a text of such a mail has `?` within a word: the volume of a us-ascii list writes it for every other letter. */
export function replacedLetters(text: string): number {
  return text.match(/\p{L}\?(?=\p{L})/gu)?.length ?? 0;
}
