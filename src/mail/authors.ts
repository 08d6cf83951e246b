/** Who wrote a mail: the From field in the forms that mailers and archives give it. */
import type { Author } from '../model.js';
import { decodeWords } from './words.js';

const NOBODY: Author = { name: null, address: null };
/** Longer than any From field; a hostile one is not read further. */
const LONGEST = 2000;

/** What Mailman's translators put for the `@` of an address, between blanks; Japanese has the wide sign, with or without them. */
const SEPARATOR = /\s+(?:at|на|在|於|en|em)\s+|\s*＠\s*|\s*[([{]\s*(?:at|@)\s*[)\]}]\s*|\s{2,}/giu;
const LOCAL_PART = /^[^\s@＠<>()[\]{},;:"\\]+$/u;
const HOST = /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*\p{L}$/u;
/** An address inside other text, plain or obscured with `@`'s commonest disguise. */
const ADDRESS_WITHIN = /[<([]?\s*(?:mailto:)?[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\s*[>)\]]?/g;

/**
 * `user@host` from `user at host` as an archive obscures it, in the languages of Mailman; null unless that is certain: one
 * separator, one word before it, a host name with a dot after it.
 */
export function unobscure(text: string): string | null {
  const [local, host, ...more] = text.trim().split(SEPARATOR);
  if (local === undefined || host === undefined || more.length > 0) return null;
  return LOCAL_PART.test(local) && HOST.test(host) ? `${local}@${host}` : null;
}

/**
 * The author that a From field names (RFC 5322 §3.6.2, §4.4, and the forms of archives): `Name <a@b>`, `a@b (Name)`,
 * `user at host (Name)`, `Name a@b`. Of several authors the first; of a group its first member. The name is never an address in
 * disguise, and the address that a list put in its author's place (`Ann via Summit <summit@…>`) is nobody's.
 */
export function readFrom(value: string): Author {
  const text = value.slice(0, LONGEST).trim();
  // Pipermail escapes nothing in the name, so its last parenthesis counts: `ann at example.org (Ann :-) Bee)`.
  const obscured = /^([^<>()"]*?\S)\s*\((.*)\)$/s.exec(text);
  const address = obscured === null ? null : addressOf(obscured[1] ?? '');
  if (obscured !== null && address !== null) return author(obscured[2] ?? '', address);

  const mailbox = firstMailbox(text);
  if (mailbox === null) return NOBODY;
  const { words, angle } = mailbox;
  const comment = mailbox.comments.join(' ');
  if (angle !== null) return author(words === '' ? comment : words, addressOf(angle));
  const bare = addressOf(words);
  if (bare !== null) return author(comment, bare);
  // Pipermail of 1999: `Ann Bee ann@example.org`.
  const trailing = /^(.*)\s(\S+@\S+)$/s.exec(words);
  if (trailing !== null) return author(trailing[1] ?? '', addressOf(trailing[2] ?? ''));
  return author(words === '' ? comment : words, null);
}

function author(rawName: string, address: string | null): Author {
  const name = nameOf(rawName);
  return { name, address: name !== null && /\svia\s/i.test(name) ? null : address };
}

function nameOf(raw: string): string | null {
  const plain = decodeWords(raw)
    .replace(/[\s\0-\x1f\x7f]+/g, ' ')
    .trim();
  const unquoted = /^(["'])(.*)\1$/.exec(plain)?.[2]?.trim() ?? plain;
  if (unobscure(unquoted) !== null) return null;
  const name = unquoted.replace(ADDRESS_WITHIN, ' ').replace(/\s+/g, ' ').trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : null;
}

function addressOf(raw: string): string | null {
  // A source route, `<@relay:ann@example.org>`, is obsolete (RFC 5322 §4.4); the address is what follows it.
  const text = raw
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^@[^:]*:/, '');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const host = text.slice(at + 1);
  const quoted = /^"(?:[^"\\]|\\.)*"$/.test(local);
  if (at > 0 && (quoted || LOCAL_PART.test(local)) && isHost(host)) return text;
  return unobscure(text);
}

/** A host as an address may have it: with or without a dot, or a literal; not `exam...`, as some archives shorten it. */
function isHost(host: string): boolean {
  return /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u.test(host) || /^\[[\w.:]+\]$/.test(host);
}

interface Mailbox {
  /** What stands outside brackets and comments, unquoted. */
  words: string;
  angle: string | null;
  comments: string[];
}

/** The first mailbox of a From field that says anything. */
function firstMailbox(text: string): Mailbox | null {
  // `Team: ann@example.org, bee@example.org;` is a group (RFC 5322 §3.4); its name is not an author's.
  const group = /^[^<>@"]*:(.*);\s*$/s.exec(text)?.[1];
  const boxes = scan(group ?? text).filter((box) => box.words !== '' || box.angle !== null || box.comments.length > 0);
  const [first, second] = boxes;
  if (first === undefined) return null;
  // `Bee, Ann <ann@example.org>`: the quotes were forgotten.
  if (first.angle === null && second?.angle != null && second.words !== '' && addressOf(first.words) === null) {
    return { words: `${first.words}, ${second.words}`, angle: second.angle, comments: second.comments };
  }
  return first;
}

const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
const ANGLE = /<([^<>]*)>?/y;

function scan(text: string): Mailbox[] {
  const boxes: Mailbox[] = [];
  let box: Mailbox = { words: '', angle: null, comments: [] };
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    const quoted = character === '"' ? matchAt(QUOTED, text, at) : null;
    const angle = character === '<' ? matchAt(ANGLE, text, at) : null;
    const commentEnd = character === '(' ? endOfComment(text, at) : -1;
    if (quoted !== null) {
      // A quoted local part belongs to its address: `"ann bee"@example.org`.
      const inner = (quoted[1] ?? '').replace(/\\(.)/gs, '$1');
      box.words += text.charAt(at + quoted[0].length) === '@' ? quoted[0] : inner;
      at += quoted[0].length;
    } else if (angle !== null) {
      box.angle ??= angle[1] ?? '';
      at += angle[0].length;
    } else if (commentEnd > 0) {
      box.comments.push(text.slice(at + 1, commentEnd).replace(/\\(.)/gs, '$1'));
      at = commentEnd + 1;
    } else if (character === ',' || character === ';') {
      boxes.push(box);
      box = { words: '', angle: null, comments: [] };
      at += 1;
    } else {
      box.words += character;
      at += 1;
    }
  }
  boxes.push(box);
  return boxes.map((each) => ({ ...each, words: each.words.trim() }));
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Comments nest (RFC 5322 §3.2.2). -1 when this one never ends. */
function endOfComment(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')' && --depth === 0) return at;
  }
  return -1;
}
