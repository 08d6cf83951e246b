/** A subject as a title: without the list's tag and without what replying and forwarding put before it. */

/** What mailers write before the subject of a reply, by language; a colon follows. */
const REPLY = [
  're', // most, after the Latin
  'aw', // German
  'sv', // Swedish, Danish, Norwegian
  'vs', // Finnish
  'antw', // Dutch
  'antwort',
  'odp', // Polish
  'ynt', // Turkish
  'atb', // Latvian
  'ats', // Estonian
  'rif', // Italian
  'réf',
  'rép',
  'res', // Portuguese
  'hå',
  'bls', // Indonesian
  'vá', // Hungarian
  'απ', // Greek
  'σχετ',
  'отв', // Russian
  'ответ',
  'תגובה', // Hebrew
  'رد', // Arabic
  '回复', // Chinese
  '回覆',
  '答复',
  '答覆',
  '返信', // Japanese
  '회신', // Korean
] as const;

/** The same for a forwarded mail. */
const FORWARD = [
  'fwd',
  'fw',
  'wg', // German
  'weitergeleitet',
  'vb', // Swedish
  'vl', // Finnish
  'doorst', // Dutch
  'tr', // French
  'rv', // Spanish
  'enc', // Portuguese
  'ilt', // Turkish
  'továbbítás', // Hungarian
  'προωθ', // Greek
  'пересл', // Russian
  'הועבר', // Hebrew
  'إعادة توجيه', // Arabic
  '转发', // Chinese
  '轉寄',
  '転送', // Japanese
  '전달', // Korean
] as const;

/** `Re:`, `RE[2]:`, `Re(3) :`, `回复：` */
const PREFIX = new RegExp(
  `^(?:${[...REPLY, ...FORWARD].join('|')})\\s?(?:[[(]\\d{1,3}[\\])]|\\^\\d{1,3}|\\*\\d{1,3})?\\s?[:：]\\s*`,
  'iu',
);
/** `[List] Fwd: …`, `WG: …` */
const FORWARDED = new RegExp(`^(?:\\[[^[\\]]*\\]\\s*)*(?:${FORWARD.join('|')})\\s?[:：]`, 'iu');
/** `[Summit]`, `[summit-list] `; short and without brackets inside, as Mailman's subject_prefix is. */
const TAG = /^\[([^[\]]{1,60})\]\s*/u;

/** Whether a subject says that the mail was sent on, in any of the languages of the table. */
export function isForwarded(subject: string): boolean {
  return FORWARDED.test(foldBlanks(subject));
}

/**
 * The subject as a person would say it: `Re: [Summit] AW: Room 4` → `Room 4`. With a list, only its own tag goes; without one the
 * first tag does, wherever it is repeated. Never empty where the subject is not.
 */
export function plainSubject(subject: string, list?: string | null): string {
  const folded = foldBlanks(subject);
  let text = folded;
  let tag: string | null = null;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(PREFIX, '');
    const found = TAG.exec(text);
    const name = found?.[1]?.toLowerCase() ?? '';
    if (found === null || !isTagOf(name, list, tag)) continue;
    tag = name;
    text = text.slice(found[0].length);
  }
  return text === '' ? folded : text;
}

/** A subject on one line: folds, tabs and runs of blanks are one space; control characters go. */
export function foldBlanks(subject: string): string {
  return subject.replace(/[\s\0-\x1f\x7f]+/g, ' ').trim();
}

/** Whether the tag is the list's: `[Summit]` of `summit` and of `xmpp-summit`, `[summit 12]` numbered. `[PATCH 1/2]` says something. */
function isTagOf(name: string, list: string | null | undefined, seen: string | null): boolean {
  if (list === undefined || list === null || list === '')
    return seen === null ? !/^(patch|rfc|solved|announce|ann)\b/.test(name) : name === seen;
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const own = [list, ...list.split(/[-_.]/).filter((part) => part.length > 3)].map(plain);
  return own.includes(plain(name)) || own.includes(plain(name.replace(/[\s:#]*\d+$/, '')));
}
