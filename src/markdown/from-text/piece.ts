/** What the stages below hand each other: a node of the block tree with the passage it came from. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { Block, Range } from '../../model.js';
import type { Line } from './lines.js';
import type { PermalinkOf } from './options.js';

export interface Piece extends Range {
  readonly type: Block['type'];
  readonly node: RootContent;
  /** The label of a reference line (`[1] https://…`), which is left out where its link stands in the text. */
  readonly definition?: string;
  /** Of a chat log: who speaks in it. */
  readonly speakers?: readonly string[];
  /** What stands above a quote as part of it: its attribution. */
  readonly before?: RootContent;
}

/** What a stage needs to know of the text around its lines. */
export interface Context {
  /** The column at which the author's lines were wrapped; Infinity when they were not. */
  readonly width: number;
  readonly reflow: boolean;
  /** Reference label → URL. */
  readonly links: ReadonlyMap<string, string>;
  /** Labels that became a link somewhere; grows while inline text is read. */
  readonly used: Set<string>;
  /** Message-ID → the message's permalink, where it is known. */
  readonly permalinkOf: PermalinkOf;
  /** Lines that are section titles, found beforehand because it takes the whole text to know. */
  readonly titles: ReadonlyMap<Line, Title>;
  /** How many lists and quotes stand around these lines. */
  readonly nesting: number;
  /** These are the lines of a list item. */
  readonly inItem: boolean;
}

/** A section title: the stronger the mark that an author gave it, the smaller its rank. */
export interface Title {
  readonly rank: number;
  readonly text: string;
  /** An address on the next line belongs to it. */
  readonly withNextLine?: true;
}

export interface Recognised {
  readonly pieces: readonly Piece[];
  /** The first line after them. */
  readonly next: number;
}

export type Recogniser = (lines: readonly Line[], index: number, context: Context) => Recognised | undefined;

export function spanOf(lines: readonly Line[]): Range {
  return { from: lines[0]?.from ?? 0, to: lines.at(-1)?.to ?? 0 };
}

export function paragraph(children: PhrasingContent[], range: Range): Piece {
  return { type: 'paragraph', node: { type: 'paragraph', children }, from: range.from, to: range.to };
}
