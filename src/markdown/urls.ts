/** Which addresses a draft may link to. */

/** Schemes that only point somewhere. `javascript:`, `data:` and `vbscript:` are not among them. */
const safeSchemes: ReadonlySet<string> = new Set([
  'http',
  'https',
  'ftp',
  'mailto',
  'xmpp',
  'sip',
  'sips',
  'irc',
  'ircs',
  'news',
  'nntp',
  'tel',
  'geo',
]);

export function isSafeUrl(url: string): boolean {
  // Browsers ignore control characters and white space in a scheme: `java\nscript:`.
  const bare = url.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\ufeff]+/g, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
  if (scheme !== undefined) return safeSchemes.has(scheme);
  return bare !== '' && !/^[^/?#]*(?::|&colon;|%3a)/i.test(bare);
}
