/** File names that every disk takes: Windows, macOS and Linux, and a URL path without escapes for Latin titles. */

/** Letters that Unicode does not decompose into a base letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/** ext4, APFS and NTFS take 255 bytes or characters for a name; what is left is for the date, endings and site generators. */
const MOST_BYTES = 80;

/** Names that Windows keeps for devices, whatever their ending. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/**
 * A title as a slug: lower-case letters and digits joined by `-`, accents off, other scripts kept (in NFC). Never empty, never a
 * Windows device, at most 80 bytes of UTF-8, cut between words where it can be.
 */
export function slugOf(title: string): string {
  const slug = wordsOf(title);
  if (slug === '') return 'untitled';
  return RESERVED.test(slug) ? `post-${slug}` : slug;
}

function wordsOf(title: string): string {
  const words = title
    // What joins words or cannot be seen: the invisible half of `❤️`, soft hyphens, marks that turn the direction of a name.
    .replace(/['’\p{Default_Ignorable_Code_Point}]/gu, '')
    // Before the lower case: `™` and `𝓐` only then show their capitals.
    .normalize('NFKD')
    .toLowerCase()
    .replace(/(?<=\p{Script=Latin})\p{M}+|(?<![\p{L}\p{M}])\p{M}+/gu, '')
    .replace(/[ßæœøđðłþı]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? cut(word, MOST_BYTES) : `${slug}-${word}`;
    if (Buffer.byteLength(longer) > MOST_BYTES) break;
    slug = longer;
  }
  return slug;
}

/**
 * A file name from a name that a stranger chose: its last path segment, without what any system refuses or hides, ASCII lower case
 * where Latin, at most 80 bytes and its ending, which is `ending` (`.png`) where one is given. Never empty, a device, or hidden.
 */
export function safeFileName(name: string, ending?: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const dot = last.lastIndexOf('.');
  const stem = wordsOf(dot > 0 ? last.slice(0, dot) : last) || 'attachment';
  const own = dot > 0 ? last.slice(dot + 1) : '';
  // Asked before the lower case, which makes a `k` of the Kelvin sign.
  const suffix = ending ?? (/^[a-z0-9]{1,8}$/i.test(own) ? `.${own.toLowerCase()}` : '');
  return `${RESERVED.test(stem) ? `file-${stem}` : stem}${suffix}`;
}

/** The first of `name.png`, `name-2.png`, `name-3.png` … that is not taken; case does not tell names apart. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 2; ; number += 1) {
    const next = `${stem}-${number}${ending}`;
    if (!taken(next)) return next;
  }
}

function cut(word: string, bytes: number): string {
  let kept = '';
  for (const letter of word) {
    if (Buffer.byteLength(kept + letter) > bytes) break;
    kept += letter;
  }
  return kept;
}
