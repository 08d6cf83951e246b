/**
 * Mail addresses and telephone numbers are not printed in drafts: `ann@example.org` becomes `a…@example.org`, `+32 555 0100` `+32 …`. What
 * merely looks like one is kept: Message-IDs (RFC 5322 §3.6.4), chat addresses after `xmpp:` or `sip:`, an `@` in the path of a URL,
 * `git@host:path`, numbers that nothing calls a telephone's.
 */

/** How much of an address a reader sees: all, `a…@example.org`, `…@example.org`, `…`. */
type AddressStyle = 'keep' | 'initial' | 'domain' | 'hide';

export interface Redaction {
  readonly addresses: AddressStyle;
  readonly phones: 'keep' | 'hide';
}

export const fullRedaction: Redaction = { addresses: 'initial', phones: 'hide' };
const noRedaction: Redaction = { addresses: 'keep', phones: 'keep' };

export function resolveRedaction(redact: boolean | Redaction = true): Redaction {
  return redact === true ? fullRedaction : redact === false ? noRedaction : redact;
}

/** What is known of a text beside itself. */
export interface KnownAddresses {
  /** Exact strings that the archive marks as addresses. */
  readonly addresses?: readonly string[];
  /** True for the Message-ID (`<…>`) of a message that is known: it is kept, whatever it looks like. */
  readonly isMessage?: (id: string) => boolean;
}

/** The text with what is not to be printed shortened. */
export function redactText(text: string, redaction: Redaction, known: KnownAddresses = {}): string {
  const { addresses = [], isMessage } = known;
  const isAsked = redaction.addresses !== 'keep' && (addresses.length > 0 || mayHoldAddress(text));
  const plain = isAsked ? styled(redactAddresses(text, addresses, isMessage), redaction) : text;
  return redaction.phones === 'hide' ? redactPhones(plain) : plain;
}

/** From the usual style to another: what stands before `…@` or `… at ` goes, or the rest too. */
function styled(text: string, { addresses }: Redaction): string {
  if (addresses === 'initial' || !text.includes('…')) return text;
  const shortened = /[\p{L}\p{N}]?…(?:[@\uff20]|\s[^\s<>]{1,6}\s)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu;
  return text.replace(shortened, (address) => (addresses === 'hide' ? '…' : address.replace(/^[^…]?…/u, '…')));
}

/**
 * `+32 555 0100`, and any number behind a word for telephone. Eight digits behind a plus are a telephone's (ITU-T E.164); without plus or word
 * they are a bug's, a date's, a version's.
 */
const phones =
  /(?<![\p{L}\p{N}+/=_#.-])(\+\d{1,3})(?:[ ().\u00a0/–-]{0,3}\d){6,13}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])((?:tel(?:efon|éfono|efono|éphone)?|phone|mobile|mobil|handy|fax|тел(?:ефон)?|моб|電話)\.?:? {0,2})(?:[(+]{0,2}\d[ ().\u00a0/–-]{0,3}){5,15}\d?(?![\p{L}\p{N}])/giu;

const phoneSign = /\+\d|(?:tel|phone|mob|handy|fax|тел|моб|電話)[^\d\n]{0,10}[\d(+]/i;

function redactPhones(text: string): string {
  if (!phoneSign.test(text)) return text;
  return text.replace(phones, (whole: string, country: string | undefined, word: string | undefined) =>
    country === undefined ? `${word?.trimEnd()} …${/\s$/.test(whole) ? ' ' : ''}` : `${country} …`,
  );
}

/** Whether a text has anything that may belong to an address: most lines of a mail have not. */
function mayHoldAddress(text: string): boolean {
  return text.includes('@') || text.includes(' at ') || text.includes('<') || text.includes('\uff20');
}

const local = "[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,100}";
const host = '[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,10}';
const dottedHost = '[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,10}';

/** One pass; the first alternative that matches at a place decides. */
const candidates = new RegExp(
  [
    `(?<kept>(?:xmpp|sips?|im|cid|mid|news|nntp):[^\\s<>"]+(?:\\s+at\\s+${host}[^\\s<>"]*)?)`,
    '(?<url>[a-z][a-z0-9+.-]{1,20}://[^\\s<>"]+)',
    `(?<header>(?:message-id|in-reply-to|references|msgid):?\\s+<[^<>]{1,300}>)`,
    `<(?<obscuredLocal>${local})(?<by>\\s+[^\\s<>]{1,6}\\s+)(?<obscuredHost>${dottedHost})>`,
    `mailto:(?<mailLocal>${local})(?<mailBy>\\s+at\\s+)(?<mailHost>${dottedHost})`,
    `(?<spoken>(?<![\\p{L}\\p{N}@.…]))(?<spokenLocal>${local})(?<spokenBy>\\s+at\\s+)(?<spokenHost>${dottedHost})`,
    `(?<open><?)(?<local>(?<![\\p{L}\\p{N}])${local})(?<at>[@\uff20])(?<host>${host})(?<after>>|:[\\w~/])?`,
  ].join('|'),
  'giu',
);

export function redactAddresses(
  text: string,
  addresses: readonly string[] = [],
  isMessage: (id: string) => boolean = () => false,
): string {
  const known = addresses.filter((address) => address !== '' && text.includes(address));
  const marked = known.reduce((result, address) => result.replace(elsewhere(address), redactKnown), text);
  if (!/[@\uff20]| at |<\S{1,100}\s\S{1,6}\s\S{1,255}>/.test(marked)) return marked;
  return marked.replace(candidates, (...args: unknown[]) => {
    const whole = String(args[0]);
    const groups = args.at(-1) as Groups;
    if (groups['spokenLocal'] !== undefined) {
      const at = Number(args.at(-3));
      return isSpokenAddress(marked, at, at + whole.length, groups['spokenLocal']) ? redactKnown(whole) : whole;
    }
    if (/^<[^<>]*>$/.test(whole) && isMessage(whole.replace(/\s+\S{1,6}\s+/, '@'))) return whole;
    return redactMatch(whole, groups);
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

/** An address that the archive marks, but for a chat address, which archives take for one. */
function elsewhere(address: string): RegExp {
  const escaped = address.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\b(?:xmpp|sips?|im):)${escaped}`, 'gi');
}

/**
 * `x at example.org` is an address where its place or its form says so: behind a label or a bracket, alone on its line, or with a
 * local part that is no word (`ann.keller`, `ann2`). “We met at example.org” is none, nor is `ann at example.org/desk`: only a
 * chat address has a resource (RFC 7622 §3.1).
 */
function isSpokenAddress(text: string, from: number, to: number, name: string): boolean {
  if (text[to] === '/') return false;
  if (/\p{L}.*[\d._+-].*[\p{L}\p{N}]|[\d._+-].*\p{L}|\p{L}\d/u.test(name)) return true;
  const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  if (/[:：(（[<]\s*$/u.test(before)) return true;
  return /^[\s>*•-]*$/u.test(before) && /^[\s)>.,;]*(?:\n|$)/.test(text.slice(to));
}

function redactMatch(whole: string, groups: Groups): string {
  if (groups['kept'] !== undefined || groups['header'] !== undefined) return whole;
  if (groups['url'] !== undefined) return redactUserInfo(whole);
  if (groups['obscuredLocal'] !== undefined) {
    if (isMessageId(groups['obscuredLocal'])) return whole;
    return `<${shorten(groups['obscuredLocal'])}${groups['by']}${groups['obscuredHost']}>`;
  }
  if (groups['mailLocal'] !== undefined)
    return `mailto:${shorten(groups['mailLocal'])}${groups['mailBy']}${groups['mailHost']}`;
  const name = groups['local'] ?? '';
  const after = groups['after'] ?? '';
  const inAngles = groups['open'] === '<' && after === '>';
  if (inAngles && isMessageId(name)) return whole;
  // scp-style: git@example.org:tools/listpress.git
  if (after.startsWith(':') && /^(?:git|hg|svn|cvs|anoncvs|anonymous|root)$/i.test(name)) return whole;
  return `${groups['open']}${shorten(name)}${groups['at']}${groups['host']}${after}`;
}

/** An address that the archive itself marks: `ann at example.org`, in whatever language the ` at ` is. */
function redactKnown(address: string): string {
  const split = /^([^\s@\uff20]+)(.*)$/su.exec(address);
  return split ? `${shorten(split[1] ?? '')}${split[2] ?? ''}` : address;
}

function shorten(name: string): string {
  if (name.endsWith('…')) return name;
  return `${Array.from(name)[0] ?? ''}…`;
}

/** `<4F300D72.1030406@example.org>`: long and full of digits, as no person's address is. In doubt it is an address. */
function isMessageId(name: string): boolean {
  const digits = name.replace(/\D/g, '').length;
  return (name.length >= 16 && digits >= 6) || (name.length >= 30 && digits >= 3);
}

/** `https://ann@example.org/` names a person; `https://example.org/@ann` does not. */
function redactUserInfo(url: string): string {
  return url.replace(/^(https?|ftp)(:\/\/)([^/?#\s@]+)@/i, (_, scheme: string, slashes: string, user: string) => {
    return `${scheme}${slashes}${shorten(user)}@`;
  });
}
