/** Names, as people put them below what they write: whose they are is told from the mail's author. */

export const maxNameWidth = 45;

/** `Dirk`, `Gideon & the screwdrivers`, `Ваш К. Щербак`: a few words, no sentence. */
export function isNameLike(text: string): boolean {
  return (
    text.length <= maxNameWidth &&
    text.split(/\s+/).length <= 4 &&
    !/[.!?:;]\s|[?!:;]$/.test(text) &&
    /\p{L}/u.test(text)
  );
}

/** Alone at the very end: `F.`, `/ej`, `--ruslan`, `Pili` for Pilar. */
export function isShortName(text: string, authorName: string | null): boolean {
  const words = text.trim();
  if (/^(?:[-–—~]{1,2}|\/)\s?\p{L}{1,12}$/u.test(words)) return true;
  const lower = words.toLowerCase();
  return partsOf(authorName).some(
    (part) =>
      (/^\p{L}\.?$/u.test(words) && part.startsWith(lower.charAt(0))) ||
      (/^\p{Lu}\p{Ll}{1,7}$/u.test(words) && part.slice(0, 2) === lower.slice(0, 2)),
  );
}

/** Whether a line names the author somewhere. */
export function namesIn(text: string, authorName: string | null): boolean {
  const lower = text.toLowerCase();
  return partsOf(authorName).some(
    (part) => Array.from(part).length >= (/^[\u2e80-\u9fff]/.test(part) ? 1 : 3) && lower.includes(part),
  );
}

function partsOf(authorName: string | null): string[] {
  return (authorName ?? '')
    .trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((part) => part !== '');
}

const minNickname = 3;

/**
 * The full name, the first or the last name, a short form of one (`Bart` for Bartholomew), the initials; with the dash, slash or title that
 * some put before it and the role that some put behind.
 */
export function isName(text: string, authorName: string | null): boolean {
  const parts = partsOf(authorName);
  if (parts.length === 0) return false;
  const bare = text
    .trim()
    .replace(/^(?:[-–—~/]{1,3}\s*)/u, '')
    .replace(/[.,!)]+$/, '')
    .toLowerCase();
  const full = parts.join(' ');
  const initials = parts.map((part) => Array.from(part)[0] ?? '').join('');
  const letters = bare.replace(/[\s.]/g, '');
  if (bare === '' || bare.length > maxNameWidth) return false;
  if (bare === full || parts.includes(bare) || (letters.length >= 1 && letters === initials)) return true;
  if (parts.length > 1 && letters === Array.from(initials)[0] && !text.trim().endsWith('.')) return true;
  const words = bare.split(/[\s,]+/);
  if (words.length > 6) return false;
  // `i. A. Dr. Sabine Wolters`, `Abel, list owner`, `Л. Феоктистова`, `Сева Ким`
  const own = words.filter((word) =>
    parts.some((part) => part === word || (word.length >= minNickname && part.startsWith(word))),
  );
  const short = words.filter((word) => /^\p{L}{1,3}\.$|^\p{L}$/u.test(word));
  if (own.length === 0) return false;
  if (own.length + short.length === words.length) return true;
  if (full.length > 0 && bare.includes(full))
    return /^(?:\p{L}{1,5}\.\s*)*/u.exec(bare)?.[0].length === bare.indexOf(full) && words.length <= 5;
  const [first = ''] = words;
  // `Секретарь З. Колпакова`, `La secretaria, R. Olmedo`
  if (words.length <= 4 && own.includes(words.at(-1) ?? '') && short.length > 0) return true;
  return (
    own.includes(first) &&
    (bare.includes(',') ? words.length <= 5 : words.length === 2 && own.length === 1 && parts.includes(words[1] ?? ''))
  );
}
