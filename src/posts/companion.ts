/**
 * A draft's companion file: which message each passage came from, and the text as Listpress wrote it, so that the next person (and
 * the next run) can tell an edit from what was generated. Git carries it beside the draft.
 */
import { createHash } from 'node:crypto';
import { Document, isMap, isSeq, parse } from 'yaml';
import type { CitedSource } from '../reports/compose.js';
import type { Draft } from './draft.js';

/** A file that lies beside the draft. */
export interface CarriedFile {
  /** Relative to the draft, with `/`. */
  readonly path: string;
  readonly url: string | null;
  readonly sha256: string;
}

/** A new version that was laid beside an edited draft. */
export interface LaidBeside {
  readonly path: string;
  readonly sha256: string;
}

export interface Companion {
  /** The draft's file name. */
  readonly draft: string;
  readonly sources: readonly (Pick<CitedSource, 'title' | 'url' | 'message_id'> & { readonly sha256: string })[];
  readonly files: readonly CarriedFile[];
  /** Line numbers (from 1, inclusive) of the generated text, the source (from 1), and the passage of its body. */
  readonly blocks: readonly { readonly lines: string; readonly source: number; readonly passage?: string }[];
  /** Passages of the sources that the draft does not print, each with what it is. */
  readonly setAside: readonly {
    readonly source: number;
    readonly type: string;
    readonly passage: string;
    /** Of a quote: the message that it is from. */
    readonly of?: string;
  }[];
  readonly beside: readonly LaidBeside[];
  /** The text as generated; an edited draft differs from it. */
  readonly generated: string;
}

const VERSION = 1;

/** The companion of a draft whose file text is `text`, with its blocks in it. */
export function companionOf(draft: Draft, name: string, text: string, files: readonly CarriedFile[]): Companion {
  return {
    draft: name,
    sources: draft.sources.map(({ title, url, message_id, origin }) => ({
      title,
      url,
      message_id,
      sha256: origin.sha256,
    })),
    files,
    blocks: blockLines(draft, text),
    setAside: draft.setAside.map(({ source, type, from, to, quotes }) => ({
      source: source + 1,
      type,
      passage: `${from}-${to}`,
      ...(quotes?.url ? { of: quotes.url } : {}),
    })),
    beside: [],
    generated: text,
  };
}

/** Finds each block's lines by walking the text once, from the end of its front matter; blocks stand in it in their order. */
function blockLines(draft: Draft, text: string): Companion['blocks'] {
  const end = text.indexOf('\n---\n');
  let at = end < 0 ? 0 : end + '\n---\n'.length;
  let line = 1 + count(text, 0, at);
  const found: Companion['blocks'][number][] = [];
  for (const { markdown, source, from, to } of draft.blocks) {
    const start = text.indexOf(markdown, at);
    if (start < 0) continue;
    line += count(text, at, start);
    const last = line + count(markdown, 0, markdown.length);
    if (source !== null) {
      const passage = from === undefined || to === undefined ? {} : { passage: `${from}-${to}` };
      found.push({ lines: `${line}-${last}`, source: source + 1, ...passage });
    }
    line = last;
    at = start + markdown.length;
  }
  return found;
}

function count(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** The companion as YAML that a person can read and a merge tool can merge. */
export function writeCompanion(companion: Companion): string {
  const { draft, sources, files, blocks, setAside, beside, generated } = companion;
  const data = { listpress: VERSION, draft, sources, files, blocks, setAside, beside, generated };
  const document = new Document(data);
  document.commentBefore = [
    ` Which message each passage of ${draft} came from, and the text as Listpress wrote it.`,
    ' Commit it with the draft: Listpress needs it to tell your edits from its own text.',
  ].join('\n');
  // One line a block and a file: a change of one is a change of one line.
  for (const key of ['files', 'blocks', 'setAside', 'beside']) {
    const items = document.get(key);
    if (!isSeq(items)) continue;
    for (const item of items.items) if (isMap(item)) item.flow = true;
    if (items.items.length === 0) items.flow = true;
  }
  return document.toString({ lineWidth: 0, blockQuote: 'literal' });
}

/** Reads a companion; null when the text is not one of ours (a merge conflict in it, another version, another tool). */
export function readCompanion(text: string): Companion | null {
  let data: unknown;
  try {
    data = parse(text, { schema: 'core', maxAliasCount: 0, logLevel: 'error' });
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null) return null;
  const {
    listpress,
    draft = '',
    sources = [],
    files = [],
    blocks = [],
    setAside = [],
    beside = [],
    generated,
  } = data as Unchecked;
  if (listpress !== VERSION || typeof generated !== 'string' || typeof draft !== 'string') return null;
  if (![sources, files, blocks, setAside].every((list) => Array.isArray(list)) || !isLaidBeside(beside)) return null;
  return {
    draft,
    sources: sources as Companion['sources'],
    files: files as Companion['files'],
    blocks: blocks as Companion['blocks'],
    setAside: setAside as Companion['setAside'],
    beside,
    generated,
  };
}

type Unchecked = { readonly [key in keyof Companion | 'listpress']?: unknown };

/** What lies beside decides what may be written over, so that list is looked into. */
function isLaidBeside(value: unknown): value is readonly LaidBeside[] {
  const isFile = (item: unknown) =>
    typeof item === 'object' &&
    item !== null &&
    'path' in item &&
    typeof item.path === 'string' &&
    'sha256' in item &&
    typeof item.sha256 === 'string';
  return Array.isArray(value) && value.every(isFile);
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
