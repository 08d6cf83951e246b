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
  if (/^https?:\/\//.test(url)) return true;
  // Browsers ignore control characters and white space in a scheme: `java\nscript:`.
  const bare = url.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\ufeff]+/g, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
  if (scheme !== undefined) return safeSchemes.has(scheme);
  return bare !== '' && !/^[^/?#]*(?::|&colon;|%3a)/i.test(bare);
}

/** How often one gateway wraps what another one has wrapped. */
const maxWrappings = 5;

/**
 * The address that a mail gateway or a site wrapped into its own, which may tell who was sent it; the same address for any other,
 * and for one that does not hold a web address.
 */
export function unwrapUrl(url: string): string {
  let inner = url;
  for (let times = 0; times < maxWrappings; times++) {
    const target = wrapped(inner);
    if (target === undefined || !/^https?:\/\/[^\s\u0000-\u001f\u007f]+$/i.test(target) || !URL.canParse(target)) break;
    inner = target;
  }
  return inner;
}

const parameterOf: readonly (readonly [wrapper: RegExp, name: RegExp])[] = [
  [/^https?:\/\/[a-z0-9.-]{1,80}\.safelinks\.protection\.outlook\.com\/[^?#]{0,100}\?/i, /[?&]url=([^&#]*)/],
  [/^https?:\/\/www\.google\.com\/url\?/i, /[?&](?:q|url)=([^&#]*)/],
  [/^https?:\/\/l\.facebook\.com\/l\.php\?/i, /[?&]u=([^&#]*)/],
];

function wrapped(url: string): string | undefined {
  if (!/^https?:\/\/(?:www\.google\.|l\.facebook\.|urldefense\.|[a-z0-9.-]{1,80}\.safelinks\.)/i.test(url))
    return undefined;
  for (const [wrapper, name] of parameterOf) if (wrapper.test(url)) return decoded(name.exec(url)?.[1]);
  const second = /^https?:\/\/urldefense\.proofpoint\.com\/v2\/url\?(?:[^#]{0,2000}&)?u=([^&#]*)/i.exec(url)?.[1];
  if (second !== undefined) return decoded(second.replaceAll('-', '%').replaceAll('_', '/'));
  // A `*` stands for characters that are listed, in base64, behind the address.
  const third = /^https?:\/\/urldefense\.com\/v3\/__([^*]*)__;/i.exec(url)?.[1];
  // Some servers make one slash of two.
  return third?.replace(/^(https?:\/)(?!\/)/i, '$1/');
}

function decoded(parameter: string | undefined): string | undefined {
  try {
    return parameter === undefined ? undefined : decodeURIComponent(parameter);
  } catch {
    return undefined;
  }
}
