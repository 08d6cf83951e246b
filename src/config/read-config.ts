/** `listpress.yaml` → Config. A mistake is named with its line and what to write instead; nothing in the file is ever run. */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../errors.js';
import { resolveRedaction } from '../markdown/index.js';
import { listsSchema } from './lists.js';
import type { Config } from './settings.js';

const redaction = z.strictObject({
  addresses: z
    .enum(['initial', 'domain', 'hide', 'keep'])
    .describe('a…@example.org, …@example.org, …, or as they are.')
    .default('initial'),
  phones: z.enum(['hide', 'keep']).describe('+32 …, or as they are.').default('hide'),
});

const schema = z.strictObject({
  contact: z
    .string()
    .min(1)
    .describe('An address or URL under which an archive’s owner can reach you; sent with every request.')
    .optional(),
  authors: z
    .record(z.string(), z.string().min(1))
    .describe('Mail address or name of a sender → their handle on the site.')
    .default({}),
  lists: listsSchema
    .describe('Name → the link of the list’s archive, or several where the list has moved.')
    .default({}),
  out: z.string().min(1).describe('The folder that drafts are written to.').optional(),
  delay: z.int().min(0).max(600_000).describe('Milliseconds between two requests to one host.').optional(),
  concurrency: z.int().min(1).max(8).describe('Requests to one host at a time.').optional(),
  redact: z
    .union([z.boolean(), redaction], { error: 'give true, false, or addresses: and phones: below it' })
    .describe('What of mail addresses and telephone numbers drafts show: true for a…@example.org and +32 …, or how.')
    .default(true),
  quotes: z
    .enum(['fold', 'keep', 'drop'])
    .describe('Quoted mail: fold long quotes and leave out what nobody answers, keep all, or drop all.')
    .default('fold'),
  signatures: z.boolean().describe('Print signatures.').default(false),
  reflow: z.boolean().describe('Join lines that a mailer wrapped.').default(true),
});

/**
 * Reads a config from its text; `path` is for the words of a mistake.
 * @throws {UsageError} naming file, line, column and what to do.
 */
export function readConfig(text: string, path: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    const { line, col } = lines.linePos(mistake.pos[0]);
    throw new UsageError(`${path}:${line}:${col} is not YAML: ${mistake.message}`);
  }
  const data: unknown = valuesIn(document, path) ?? {};
  const checked = schema.safeParse(data);
  if (!checked.success) {
    const at = (issuePath: readonly PropertyKey[], key?: string) => {
      const { line, col } = lines.linePos(positionOf(document, issuePath, key));
      return `${path}:${line}:${col}`;
    };
    const sentences = checked.error.issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') {
        const setting = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
        return [`${at(issue.path)} ${setting}${issue.message}.`];
      }
      const known = Object.keys(schema.shape).join(', ');
      return issue.keys.map(
        (key) => `${at(issue.path, key)} “${key}” is not a setting here; the settings are ${known}.`,
      );
    });
    throw new UsageError(sentences.join('\n'));
  }
  const { authors, lists, ...rest } = checked.data;
  const handles = new Map(Object.entries(authors).map(([key, handle]) => [key.toLowerCase(), handle]));
  return {
    ...definedOnly(rest),
    redact: resolveRedaction(rest.redact),
    quotes: rest.quotes,
    signatures: rest.signatures,
    reflow: rest.reflow,
    authors: handles,
    lists: new Map(Object.entries(lists)),
  };
}

/** The file's value; an alias that leads nowhere, or to thousands of copies, is a mistake like any other. */
function valuesIn(document: Document.Parsed, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} is not YAML that Listpress reads: ${reason}.`, { cause: error });
  }
}

/** Where in the file a value stands, or a key of it; its start where that is not known. */
function positionOf(document: Document.Parsed, path: readonly PropertyKey[], key?: string): number {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (isScalar(pair?.key)) return pair.key.range?.[0] ?? 0;
  }
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function definedOnly<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
