/** What a caller may say about a text, and what holds when it does not. */
import type { Range, SpanType } from '../../model.js';
import { type Redaction, resolveRedaction } from '../redact.js';

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
  /** Shorten mail addresses and telephone numbers (true, and unless turned off), or how. */
  readonly redact?: boolean | Redaction;
  /** Exact strings that the archive marks as addresses (`ann at example.org`). */
  readonly addresses?: readonly string[];
  /** Join wrapped lines; on unless turned off. */
  readonly reflow?: boolean;
  /** The permalink of the message with this Message-ID (`<…>`), where it is known: a mention of it becomes a link. */
  readonly permalinkOf?: PermalinkOf;
}

export type PermalinkOf = (id: string) => string | null;

export interface ResolvedTextOptions {
  readonly flowed: boolean;
  readonly delSp: boolean;
  readonly authorName: string | null;
  readonly notices: readonly Range[];
  readonly keep: ReadonlySet<SpanType>;
  readonly redact: Redaction;
  readonly addresses: readonly string[];
  readonly reflow: boolean;
  readonly permalinkOf: PermalinkOf;
}

const defaultKeep: ReadonlySet<SpanType> = new Set<SpanType>(['own', 'quote', 'attribution', 'forward', 'log']);

export function resolveTextOptions(options: TextOptions = {}): ResolvedTextOptions {
  return {
    flowed: options.flowed ?? false,
    delSp: options.delSp ?? false,
    authorName: options.authorName ?? null,
    notices: options.notices ?? [],
    keep: options.keep ?? defaultKeep,
    redact: resolveRedaction(options.redact),
    addresses: options.addresses ?? [],
    reflow: options.reflow ?? true,
    permalinkOf: options.permalinkOf ?? (() => null),
  };
}
