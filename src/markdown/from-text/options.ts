/** What a caller may say about a text, and what holds when it does not. */
import type { Range, SpanType } from '../../model.js';

export interface TextOptions {
  /** format=flowed was declared and not yet undone. */
  readonly flowed?: boolean;
  /** DelSp=yes was declared with it (RFC 3676 §4.2). */
  readonly delSp?: boolean;
  /** Whose name below the text is a sign-off. */
  readonly authorName?: string | null;
  /** Passages that the archive put in the place of attachments. */
  readonly notices?: readonly Range[];
  /** Which kinds of passage are converted; the others are only named in `spans`. */
  readonly keep?: ReadonlySet<SpanType>;
  /** Shorten mail addresses; on unless turned off. */
  readonly redact?: boolean;
  /** Exact strings that the archive marks as addresses (`ann at example.org`). */
  readonly addresses?: readonly string[];
  /** Join wrapped lines; on unless turned off. */
  readonly reflow?: boolean;
}

export interface ResolvedTextOptions {
  readonly flowed: boolean;
  readonly delSp: boolean;
  readonly authorName: string | null;
  readonly notices: readonly Range[];
  readonly keep: ReadonlySet<SpanType>;
  readonly redact: boolean;
  readonly addresses: readonly string[];
  readonly reflow: boolean;
}

const defaultKeep: ReadonlySet<SpanType> = new Set<SpanType>(['own', 'quote', 'attribution', 'forward', 'log']);

export function resolveTextOptions(options: TextOptions = {}): ResolvedTextOptions {
  return {
    flowed: options.flowed ?? false,
    delSp: options.delSp ?? false,
    authorName: options.authorName ?? null,
    notices: options.notices ?? [],
    keep: options.keep ?? defaultKeep,
    redact: options.redact ?? true,
    addresses: options.addresses ?? [],
    reflow: options.reflow ?? true,
  };
}
