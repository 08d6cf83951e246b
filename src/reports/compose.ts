/** A report from messages: an opening paragraph, a section for each cited message, the discussion, the sources. */
import {
  escapeText,
  LIST_BREAK,
  plainTextOf,
  redactAddresses,
  renderBlocks,
  shiftHeadings,
  wouldJoin,
} from '../markdown/index.js';
import type { Attachment, Block, Message, Origin, Range, Source, Span } from '../model.js';
import { dayInWords, destination, headingOf, labelOf, linkTo, listName, titleOf } from './names.js';
import { openingParagraph } from './opening.js';
import { type PassageOptions, type Passages, passagesOf } from './passages.js';

/** What became of an attachment: beside the draft, or where the archive has it, or not shown at all. */
export type Carried =
  | { readonly as: 'image'; readonly path: string; readonly alt: string }
  | { readonly as: 'file'; readonly path: string; readonly name: string }
  | { readonly as: 'link'; readonly url: string | null; readonly name: string };

export interface ReportInput {
  /** The messages that the report is made of, in the order of its sections. At least one. */
  readonly cited: readonly [Message, ...Message[]];
  /** Replies, in the order of their thread. */
  readonly replies: readonly Message[];
  /** What is shown of each attachment; one that is not in it is not shown. */
  readonly carried: ReadonlyMap<Attachment, Carried>;
  readonly passages: PassageOptions;
}

/** A source with what proves it: the bytes it was read from. A report without one does not type-check. */
export interface CitedSource extends Source {
  readonly list: string | null;
  readonly origin: Origin;
}

/** A block of the report. `source` counts into its sources; null for what Listpress itself wrote. */
export interface ReportBlock extends Partial<Range> {
  readonly markdown: string;
  readonly source: number | null;
}

/** A passage of a source that the report does not print. */
export interface SetAside extends Span {
  /** Counts into the report's sources. */
  readonly source: number;
  /** The passage itself. */
  readonly text: string;
}

export interface Report {
  readonly blocks: readonly ReportBlock[];
  readonly sources: readonly [CitedSource, ...CitedSource[]];
  readonly setAside: readonly SetAside[];
}

/** Composes the report. Every word is a source's, but for headings and sentences that say where things are from. */
export function composeReport({ cited, replies, carried, passages }: ReportInput): Report {
  const read = (message: Message) => ({ message, ...passagesOf(message, passages) });
  const sections = cited.map(read);
  const answers = replies.map(read).filter(({ blocks, message }) => blocks.length > 0 || shown(message, carried) > 0);
  const all = [...sections, ...answers];
  const [first, ...rest] = all.map(({ message }) => sourceOf(message));
  if (first === undefined) throw new RangeError('A report needs at least one message.');
  const alone = all.length === 1;

  const blocks: ReportBlock[] = [{ markdown: openingParagraph(cited, answers.length > 0), source: null }];
  sections.forEach((section, source) => {
    const title = titleOf(section.message);
    const namesakes = sections.filter(({ message }) => titleOf(message) === title);
    if (!alone && namesakes[0] === section) blocks.push({ markdown: `## ${headingOf(title)}`, source });
    // Messages of one conversation share a section, and each says whose it is.
    if (namesakes.length > 1) blocks.push({ markdown: leadOf(section.message, 'message'), source });
    blocks.push(...sectionBlocks(section, source, alone ? 2 : 3, carried));
  });
  if (answers.length > 0) blocks.push({ markdown: '## Discussion', source: null });
  const isMixed = new Set(answers.map(({ message }) => titleOf(message))).size > 1 && cited.length > 1;
  answers.forEach((answer, index) => {
    const source = sections.length + index;
    const title = titleOf(answer.message);
    const above = answers[index - 1];
    if (isMixed && (above === undefined || titleOf(above.message) !== title)) {
      blocks.push({ markdown: `### ${headingOf(title)}`, source });
    }
    blocks.push({ markdown: leadOf(answer.message, 'reply'), source });
    blocks.push(...sectionBlocks(answer, source, isMixed ? 4 : 3, carried));
  });
  blocks.push({ markdown: '## Sources', source: null });
  blocks.push({ markdown: all.map(({ message }) => `- ${citation(message)}`).join('\n'), source: null });

  const setAside = all.flatMap((part, source) =>
    part.setAside.map((span) => ({ ...span, source, text: textOf(part.message, span) })),
  );
  return { blocks, sources: [first, ...rest], setAside };
}

function textOf({ body }: Message, { from, to }: Range): string {
  return body.kind === 'text' ? body.text.slice(from, to).trim() : plainTextOf(body.html.slice(from, to));
}

type Part = Passages & { readonly message: Message };

function sectionBlocks(part: Part, source: number, top: number, carried: ReportInput['carried']): ReportBlock[] {
  const blocks: ReportBlock[] = [];
  let previous: Block | undefined;
  for (const block of shiftHeadings(part.blocks, top)) {
    // What stood between two lists may have been set aside.
    if (previous !== undefined && wouldJoin(previous, block)) blocks.push({ markdown: LIST_BREAK, source: null });
    blocks.push({ markdown: renderBlock(block), source, from: block.from, to: block.to });
    previous = block;
  }
  if (part.setAside.some(({ type }) => type === 'log') && part.message.url !== null) {
    blocks.push({ markdown: `The chat log is in ${linkTo('the message', part.message.url)}.`, source: null });
  }
  return [...blocks, ...carriedBlocks(part.message, source, carried)];
}

function renderBlock(block: Block): string {
  return renderBlocks([block]).trimEnd();
}

/** Images one by one, then the other attachments as a list. */
function carriedBlocks(message: Message, source: number, carried: ReportInput['carried']): ReportBlock[] {
  const images: ReportBlock[] = [];
  const files: string[] = [];
  for (const attachment of message.attachments) {
    const shown = carried.get(attachment);
    if (shown === undefined) continue;
    const where = { source, ...attachment.notice };
    if (shown.as === 'image') {
      images.push({ markdown: `![${labelOf(shown.alt)}](${destination(shown.path)})`, ...where });
    } else {
      files.push(`- ${linkTo(redactAddresses(shown.name), shown.as === 'file' ? shown.path : shown.url)}`);
    }
  }
  return files.length === 0 ? images : [...images, { markdown: `Attached:\n\n${files.join('\n')}`, source }];
}

function shown(message: Message, carried: ReportInput['carried']): number {
  return message.attachments.filter((attachment) => carried.has(attachment)).length;
}

/** `**Mei-Lin Zhao** ([reply](…), February 8, 2012):` */
function leadOf(message: Message, word: 'reply' | 'message'): string {
  const name = escapeText(redactAddresses(message.from.name ?? 'A reader'));
  const details = [
    ...(message.url === null ? [] : [linkTo(word, message.url)]),
    ...(message.date === null ? [] : [dayInWords(message.date)]),
  ];
  return `**${name}**${details.length === 0 ? '' : ` (${details.join(', ')})`}:`;
}

/** `[Notes from Monday](…), Tom Okafor, Summit list, February 6, 2012` */
function citation(message: Message): string {
  const list = listName(message);
  return [
    linkTo(titleOf(message), message.url),
    ...(message.from.name === null ? [] : [escapeText(redactAddresses(message.from.name))]),
    ...(list === null ? [] : [`${escapeText(list)} list`]),
    ...(message.date === null ? [] : [dayInWords(message.date)]),
  ].join(', ');
}

function sourceOf(message: Message): CitedSource {
  return {
    title: titleOf(message),
    author: message.from.name === null ? null : redactAddresses(message.from.name),
    date: message.date,
    url: message.url,
    message_id: message.id,
    list: message.list,
    origin: message.origin,
  };
}
