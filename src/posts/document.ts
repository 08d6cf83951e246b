/**
 * A post's file: front matter and Markdown. gray-matter splits and joins, `yaml` reads and writes; code in front matter is never
 * run, whatever language it claims.
 */
import matter from 'gray-matter';
import { Document, isPair, isScalar, parse, Scalar, visit } from 'yaml';

/** Values that front matter holds; nested as YAML nests. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [key: string]: FieldValue };

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
  // A body handed over as a string would be parsed first, and a mail that begins `---js` would be run.
  const content = `\n${body.replace(/^\n+/, '').replace(/\s*$/, '')}\n`;
  // gray-matter copies the data it is handed into an object, which keeps neither a field `__proto__` nor the order of numbers.
  return matter.stringify({ content }, {}, options(fields));
}

/**
 * Reads a post. A file without front matter has no fields.
 * @throws {Error} when the front matter is not a YAML mapping, or is in a language that is code.
 */
export function readDocument(text: string): PostDocument {
  const source = text.replace(/^\u{feff}/u, '').replace(/\r\n?/g, '\n');
  const language = /^---(?!-)[ \t]*(\S[^\n]*)/.exec(source)?.[1]?.trim() ?? 'yaml';
  // Before gray-matter sees it: that looks engines up by name, and would take `constructor` for one.
  if (!/^ya?ml$/i.test(language)) refuse();
  const file = matter(source, options());
  const data: unknown = file.data;
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new Error('The front matter is no mapping.');
  return { fields: Object.entries(data) as [string, FieldValue][], body: file.content.replace(/^\n+/, '') };
}

/** A value given in words on the command line, as YAML would read it: `3` is a number, `[a, b]` a list. Never an error. */
export function parseValue(text: string): FieldValue {
  try {
    const value: unknown = parse(text, { schema: 'core', maxAliasCount: 0, logLevel: 'error' });
    return value === undefined ? text : (value as FieldValue);
  } catch {
    return text;
  }
}

function options(fields: Fields = []) {
  // Passing options also turns off the cache that hands one object to two callers.
  return {
    language: 'yaml',
    engines: {
      yaml: {
        parse: (text: string) => parse(text, { schema: 'core', logLevel: 'error' }) ?? {},
        stringify: () => writeYaml(fields),
      },
      javascript: { parse: refuse, stringify: refuse },
      js: { parse: refuse, stringify: refuse },
      coffee: { parse: refuse, stringify: refuse },
      json: { parse: refuse, stringify: refuse },
    },
  };
}

function refuse(): never {
  throw new Error('The front matter is not YAML; Listpress reads no other language, and runs none.');
}

/** YAML that YAML 1.1 readers (Jekyll, Hugo, Pelican) understand as YAML 1.2 readers do. */
function writeYaml(fields: Fields): string {
  const document = new Document(new Map(fields));
  visit(document, {
    Scalar(role, node, path) {
      if (typeof node.value !== 'string') return;
      const pair = path.at(-1);
      const name = role === 'value' && isPair(pair) && isScalar(pair.key) ? pair.key.value : null;
      const isDate = name === 'date' && DATE.test(node.value);
      if (!isDate && changesOnTheWay(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const text = document.toString({ indent: 4, lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  // Whatever holds one of these is quoted; libyaml and js-yaml refuse the first, and break lines at others.
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Control characters, the line ends of YAML 1.1, the byte order mark: what a reader refuses, folds or drops. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Whether a plain or block scalar would not come back as it was: blanks at its ends, control characters, a value of YAML 1.1. */
function changesOnTheWay(text: string): boolean {
  return text !== text.trim() || CONTROL.test(text) || changesInYaml11(text);
}

/** `12:30` is 750 to a YAML 1.1 reader, `yes` is true, `010` is 8; `:smile:` is a symbol to Ruby's, and Jekyll drops the post. */
function changesInYaml11(text: string): boolean {
  if (text.startsWith(':')) return true;
  if (text.includes('\n')) return false;
  try {
    return parse(text, { version: '1.1', logLevel: 'silent' }) !== text;
  } catch {
    return false;
  }
}
