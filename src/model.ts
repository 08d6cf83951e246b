/**
 * The words everything in Listpress speaks. Plain data, no behaviour: whatever is here can be printed as JSON.
 *
 * Instants are ISO 8601 strings in UTC to the second (`2012-02-06T15:04:05Z`), so text order is time order. Message-IDs are
 * written as mail writes them, with their angle brackets (RFC 5322 §3.6.4).
 */
import type { Issue } from './issues.js';

/** A UTC instant, `YYYY-MM-DDTHH:MM:SSZ`. */
export type Instant = string;

/** Where a value came from: the address or file it was read from, and the SHA-256 (hex) of the bytes received. */
export interface Origin {
  readonly url: string;
  readonly sha256: string;
}

/** What a page is asked for; the reader of that role knows what to find in it. */
export type PageRole = 'list-index' | 'thread-index' | 'volume-text' | 'message' | 'attachment' | 'robots' | 'folder';

/** A page somebody wants. `maxBytes` bounds the decoded body; without it the crawler's own bound holds. */
export interface PageRequest {
  readonly url: string;
  readonly role: PageRole;
  readonly maxBytes?: number;
  /** A body that breaks off is handed over as far as it came (`complete: false`), were it empty, and not asked for again. */
  readonly partial?: boolean;
}

/** One page of an archive, its content coding (gzip) undone and otherwise exactly as received. */
export interface Page {
  readonly role: PageRole;
  /** `origin.url` is the address that answered, after redirects. */
  readonly origin: Origin;
  /** The Content-Type header as sent, or '' when there was none. */
  readonly contentType: string;
  readonly body: Blob;
  /** False where the body broke off; only for who asked with `partial`. Never kept in a store. */
  readonly complete?: boolean;
}

/** Gets one page, or throws `GiveUpOnPage` (an issue for the report) or `StopRun` (the run is over). */
export type GetPage = (request: PageRequest) => Promise<Page>;

export interface Author {
  /** The display name as the mail or the archive gives it; null when there is none. Never an address in disguise. */
  readonly name: string | null;
  /** `user@host`, de-obscured only where that is certain; null rather than a guess. */
  readonly address: string | null;
}

/** A stretch of a text, in UTF-16 code units: `text.slice(from, to)`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Attachment {
  /** The file name that the sender or the archive gave it, decoded, not yet safe for a disk; null when unnamed. */
  readonly name: string | null;
  /** The media type as declared, lower case (`image/png`); null when the archive does not say. */
  readonly type: string | null;
  /** Where it can be had; null when its bytes came with the mail (`content`). */
  readonly url: string | null;
  /** Size in bytes; as declared by the archive, or measured when the bytes came with the mail. */
  readonly size: number | null;
  /** The bytes, when they came with the mail (.eml, mbox). */
  readonly content?: Uint8Array;
  /** The Content-ID without angle brackets, when the mail's HTML may point at it. */
  readonly contentId?: string;
  /** The passage of the body that stands in for it (a Mailman scrub notice). */
  readonly notice?: Range;
}

/** The part of a mail that was left out for the body, and how much either says. */
export interface LeftOut {
  readonly kind: 'text' | 'html';
  /** Letters and digits of the part that was taken, as a reader sees it, and of the one that was left. */
  readonly letters: number;
  readonly left: number;
}

/** What a message says. Text is decoded, its line ends are `\n`; nothing has been taken out. */
export type Body = (
  | {
      readonly kind: 'text';
      readonly text: string;
      /** format=flowed was declared (RFC 3676) and not yet undone. */
      readonly flowed?: boolean;
      /** With DelSp=yes (RFC 3676 §4.1): the space that ends a flowed line goes when the lines are joined. */
      readonly delSp?: boolean;
      /** Passages of the text that the archive itself marks as mail addresses, as they stand there (`ann at example.org`). */
      readonly addresses?: readonly string[];
    }
  | { readonly kind: 'html'; readonly html: string }
) & {
  /** The mail offered the same in another kind (`multipart/alternative`). */
  readonly instead?: LeftOut;
};

export interface Message {
  /** `<…>` as sent; null when the archive lost it. */
  readonly id: string | null;
  /** The message's own URL in the archive; null for a file that names none. */
  readonly url: string | null;
  /** The list's name as its address or archive path has it (`summit`); null when unknown. */
  readonly list: string | null;
  readonly subject: string;
  readonly from: Author;
  /** When it was sent; null when the Date header is missing or cannot be read (an issue says so). */
  readonly date: Instant | null;
  /** The Date header as sent; null when the archive does not keep it. */
  readonly dateHeader: string | null;
  /** When the archive filed it, where that is known and the sending date is not. */
  readonly archivedAt?: Instant;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly body: Body;
  readonly attachments: readonly Attachment[];
  readonly issues: readonly Issue[];
  readonly origin: Origin;
}

/** A message in its conversation; RFC 5256 calls the tree a thread. */
export interface ThreadNode {
  readonly message: Message;
  readonly replies: readonly ThreadNode[];
}

/** What a passage of a mail is. `own` is what its author wrote for this message; the rest is set aside, never lost. */
export type SpanType =
  | 'own'
  | 'quote'
  | 'attribution'
  | 'signature'
  | 'footer'
  | 'pgp'
  | 'forward'
  | 'log'
  | 'notice'
  | 'greeting'
  | 'signoff';

/** Whose words a passage holds, as the passage itself says: the header lines of a forwarded mail. */
export interface Teller {
  readonly name: string | null;
  /** Null where the date cannot be read with certainty. */
  readonly date: Instant | null;
  readonly subject: string | null;
}

/** A message that a quote is from. */
export interface Quoted {
  readonly id: string | null;
  readonly url: string | null;
  readonly author: string | null;
}

/** A typed passage of a body's text. The spans of a text follow one another without gap or overlap. */
export interface Span extends Range {
  readonly type: SpanType;
  /** Of a forwarded mail, where its header lines tell. */
  readonly teller?: Teller;
  /** Of a quote, the message that it is from, where that is known. */
  readonly quotes?: Quoted;
}

/** A piece of converted text, with the passage it came from. */
export type Block = Range &
  (
    | {
        readonly type: 'heading';
        /** 1 is the mail's own top level; the report re-levels it. */
        readonly depth: number;
        /** Inline Markdown, without the `#`. */
        readonly markdown: string;
      }
    | {
        readonly type: 'log';
        /** A chat log as fenced code, a line for each that was said. */
        readonly markdown: string;
        /** Who speaks in it, in the order in which they begin. */
        readonly speakers: readonly string[];
      }
    | {
        readonly type: 'paragraph' | 'list' | 'quote' | 'code' | 'table' | 'image' | 'rule';
        readonly markdown: string;
      }
  );

/** A body as Markdown: the blocks to print, and every passage with what it is. */
export interface Converted {
  readonly blocks: readonly Block[];
  readonly spans: readonly Span[];
}

/** A message that a draft cites, as its front matter names it. */
export interface Source {
  readonly title: string;
  readonly author: string | null;
  readonly date: Instant | null;
  readonly url: string | null;
  readonly message_id: string | null;
}
