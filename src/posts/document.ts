/**
 * A post's file: front matter and Markdown. gray-matter splits and joins, `yaml` reads and writes; code in front matter is never
 * run, whatever language it claims.
 */
import matter from 'gray-matter';
import { Document, isScalar, parse, Scalar, visit } from 'yaml';

/** Values that front matter holds; nested as YAML nests. */
export type FieldValue = string | number | boolean | null | readonly FieldValue[] | { readonly [key: string]: FieldValue };

/** Front matter in the order in which it is written. */
export type Fields = readonly (readonly [name: string, value: FieldValue])[];

export interface PostDocument {
  readonly fields: Fields;
  /** The Markdown below the front matter, as it stands. */
  readonly body: string;
}

/** `2012-03-14`, `2012-03-14 12:30`, and instants with seconds and zone. Site generators want these unquoted. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?(?:Z| ?[+-]\d{2}:?\d{2})?)?$/;

/** Writes a post: the fields in their order, then the body, with one newline at the end. */
export function writeDocument({ fields, body }: PostDocument): string {
  const data = Object.fromEntries(fields);
  // A body handed over as a string would be parsed first, and a mail that begins `---js` would be run.
  return matter.stringify({ content: `\n${body.replace(/^\n+/, '').replace(/\s*$/, '')}\n` }, data, options());
}

/**
 * Reads a post. A file without front matter has no fields.
 * @throws {Error} when the front matter is not a YAML mapping, or is in a language that is code.
 */
export function readDocument(text: string): PostDocument {
  const file = matter(text.replace(/^\u{feff}/u, '').replace(/\r\n?/g, '\n'), options());
  const data: unknown = file.data;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new Error('The front matter is no mapping.');
  return { fields: Object.entries(data) as [string, FieldValue][], body: file.content.replace(/^\n+/, '') };
}

/** A value given in words on the command line, as YAML would read it: `3` is a number, `[a, b]` a list. Never an error. */
export function parseValue(text: string): FieldValue {
  try {
    const value: unknown = parse(text, { schema: 'core', maxAliasCount: 0 });
    return value === undefined ? text : (value as FieldValue);
  } catch {
    return text;
  }
}

function options() {
  // Passing options also turns off the cache that hands one object to two callers.
  return {
    language: 'yaml',
    engines: {
      yaml: { parse: (text: string) => parse(text, { schema: 'core' }) ?? {}, stringify: writeYaml },
      javascript: { parse: refuse, stringify: refuse },
      js: { parse: refuse, stringify: refuse },
      coffee: { parse: refuse, stringify: refuse },
    },
  };
}

function refuse(): never {
  throw new Error('The front matter is code; Listpress reads YAML only.');
}

/** YAML that YAML 1.1 readers (Jekyll, Hugo, Pelican) understand as YAML 1.2 readers do. */
function writeYaml(data: object): string {
  const document = new Document(data);
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(value) || typeof value.value !== 'string') return;
      const isDate = isScalar(key) && key.value === 'date' && DATE.test(value.value);
      if (!isDate && changesInYaml11(value.value)) value.type = Scalar.QUOTE_DOUBLE;
    },
    Seq(_, { items }) {
      for (const item of items) {
        if (isScalar(item) && typeof item.value === 'string' && changesInYaml11(item.value)) {
          item.type = Scalar.QUOTE_DOUBLE;
        }
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** `12:30` is 750 to a YAML 1.1 reader, `yes` is true, `010` is 8. */
function changesInYaml11(text: string): boolean {
  if (text.includes('\n')) return false;
  try {
    return parse(text, { version: '1.1', logLevel: 'silent' }) !== text;
  } catch {
    return false;
  }
}
