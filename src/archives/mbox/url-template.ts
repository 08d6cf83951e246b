/** Permalinks of mail in files that names none: `https://lists.example.org/{list}/{hash}`, filled from each mail (`--url-template`). */
import { createHash } from 'node:crypto';
import { UsageError } from '../../errors.js';
import type { Message } from '../../model.js';
import { hashOf } from '../hyperkitty/hash.js';

/** A template that was found sound. */
export interface UrlTemplate {
  readonly text: string;
  /** It has the mail's number in it, so that the same mail in another place has another permalink. */
  readonly counts: boolean;
}

/** What can be put in, each for itself encoded; null where this mail does not have it. */
const FIELDS = {
  /** The Message-ID without its angle brackets. */
  id: (message) => message.id?.replace(/\s+/g, '').replace(/^<(.*)>$/, '$1') ?? null,
  /** What HyperKitty calls the message by. */
  hash: (message) => (message.id === null ? null : hashOf(message.id)),
  list: (message) => message.list,
  /** The mail's number in its file, the first is 1. */
  n: (_, number) => String(number),
  /** The day it was sent, UTC: `2012-02-06`. */
  date: (message) => message.date?.slice(0, 10) ?? null,
} satisfies Record<string, (message: Message, number: number) => string | null>;

type FieldName = keyof typeof FIELDS;
/** One of these makes a permalink the mail's own. */
const TELLING: readonly FieldName[] = ['id', 'hash', 'n'];
const FIELD = /\{([^{}]*)\}/g;

/**
 * Checks a template, before anything is read for it.
 *
 * @throws UsageError when it is no address of the web, has a field that there is not, or gives every mail the same permalink.
 */
export function readUrlTemplate(text: string): UrlTemplate {
  const names = [...text.matchAll(FIELD)].map(([, name = '']) => name);
  const unknown = names.find((name) => !Object.hasOwn(FIELDS, name));
  const known = Object.keys(FIELDS).map((name) => `{${name}}`);
  if (unknown !== undefined) {
    throw new UsageError(`--url-template “${text}” has {${unknown}}; what can be put in is ${known.join(', ')}.`);
  }
  // A field in the host's place would let a mail choose the host.
  if (
    !/^https?:\/\/[^\s/{}?#@]+\/\S*$/i.test(text) ||
    !URL.canParse(text.replace(FIELD, 'x')) ||
    /[{}]/.test(text.replace(FIELD, ''))
  ) {
    throw new UsageError(
      `--url-template “${text}” is not an address; write for example https://lists.example.org/{list}/{hash}.`,
    );
  }
  if (!TELLING.some((name) => names.includes(name))) {
    throw new UsageError(`--url-template “${text}” is the same for every mail; put {id}, {hash} or {n} in.`);
  }
  return { text, counts: names.includes('n') };
}

/** The permalink of a mail; null where the mail lacks what the template asks for. */
export function urlFrom(template: UrlTemplate, message: Message, number: number): string | null {
  let isWhole = true;
  const filled = template.text.replace(FIELD, (_, name: FieldName) => {
    const value = encoded(FIELDS[name](message, number));
    if (value === null) isWhole = false;
    return value ?? '';
  });
  return isWhole && URL.canParse(filled) ? new URL(filled).href : null;
}

/** A value that stands for itself in an address and for nothing else; null where it cannot. */
function encoded(value: string | null): string | null {
  // `..` would climb, encoded or not.
  if (value === null || /^\.{0,2}$/.test(value)) return null;
  try {
    return encodeURIComponent(value);
  } catch {
    return null;
  }
}

/**
 * What a mail is known by from scan to scan: the SHA-256 (hex) of its bytes, and of what its permalink is made with besides.
 */
export function digestOf(sha256: string, template: UrlTemplate | null, number: number): string {
  if (template === null) return sha256;
  const { text, counts } = template;
  return createHash('sha256')
    .update(`${sha256} ${text} ${counts ? number : ''}`)
    .digest('hex');
}
