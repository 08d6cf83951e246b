/** All posts of the sites that are made, and what a page must show of each. The same for every generator. */
import { composeReport, type Fields, type Message, writeDocument } from '../../src/index.js';
import { frontMatter } from '../../src/posts/draft.js';
import { titleOf } from '../../src/reports/names.js';
import { message } from '../mail/message.js';
import { type HostileText, hostileTexts } from './hostile-texts.js';
import { wholeMails } from './mails.js';
import { escapeHtml, type Place, places } from './places.js';

export interface Post {
  /** Its file's name and address: lower-case letters, digits, hyphens. */
  readonly id: string;
  /** The text that it is about. */
  readonly text: string;
  readonly place: string;
  readonly fields: Fields;
  readonly body: string;
  /** The file that Listpress would write. */
  readonly file: string;
  /** What a reader sees, one of these; null where a renderer of CommonMark is to say. */
  readonly shown: readonly string[] | null;
  readonly elements: readonly string[];
  /** What each heading of the second level says, where that is known. */
  readonly headings?: readonly string[];
}

const DRAFT_ELEMENTS = [
  'p',
  'a',
  'h2',
  'h3',
  'h4',
  'ul',
  'li',
  'strong',
  'b',
  'blockquote',
  'code',
  'img',
  'br',
  'pre',
];

/** All posts; the same ones at every call. */
export function makePosts(): readonly Post[] {
  return plans().map((plan) => ({ ...plan, file: writeDocument(plan) }));
}

type Plan = Omit<Post, 'file'>;

function plans(): readonly Plan[] {
  return [
    ...hostileTexts.flatMap((text, number) => [
      ...places
        .filter(({ mail }) => mail === 'html' || !text.isRead)
        .map((place, at) => placed(text.text, place, `t${number}-p${at}`)),
      drafted(text, `t${number}-draft`),
    ]),
    ...wholeMails.map(({ name, markdown, shown, elements }, number) => ({
      id: `m${number}`,
      text: name,
      place: 'a whole mail',
      fields: plainFields,
      body: markdown,
      shown: [shown],
      elements,
    })),
  ];
}

const plainFields: Fields = [
  ['title', 'Notes'],
  // With seconds: without them, as the seed post has it, Hugo loses the date and Eleventy ends the build.
  ['date', '2012-03-14 12:30:00'],
];

function placed(text: string, place: Place, id: string): Plan {
  return {
    id,
    text,
    place: place.name,
    fields: plainFields,
    body: place.markdown(text),
    shown: place.shown(text),
    elements: place.elements,
  };
}

/** A report in which the text is everything: subject, author, list, body, the name of an attachment. */
function drafted({ text, isRead }: HostileText, id: string): Plan {
  const url = (number: number) => `https://lists.example.org/archives/summit/${number}.html`;
  const said = (number: number, given: Partial<Message>): Message =>
    message({
      id: `<${number}@example.org>`,
      url: url(number),
      list: text,
      subject: text,
      from: { name: text, address: null },
      date: `2012-03-0${number}T10:00:00Z`,
      body: isRead
        ? { kind: 'html', html: `<p>They had ${escapeHtml(text)} there.</p>` }
        : { kind: 'text', text: `They had ${text} there.` },
      origin: { url: url(number), sha256: String(number) },
      ...given,
    });
  const attachments = [text, `${text}.pdf`].map((name) => ({ name, type: null, url: null, size: null }));
  const [image, file] = attachments as [(typeof attachments)[0], (typeof attachments)[0]];
  const cited: [Message, ...Message[]] = [
    said(1, { attachments }),
    said(2, { subject: `The ${text} hall`, list: 'summit' }),
  ];
  const report = composeReport({
    cited,
    replies: [said(3, { subject: `Re: ${text}`, inReplyTo: '<1@example.org>' })],
    carried: new Map([
      [image, { as: 'image', path: 'r/a.png', alt: text }],
      [file, { as: 'link', url: url(9), name: `${text}.pdf` }],
    ]),
    passages: { redact: true },
  });
  const date = '2012-03-14 12:30:00';
  const fields = frontMatter({
    title: titleOf(cited[0]),
    date,
    author: text,
    set: [],
    categories: ['notes'],
    tags: ['hall', 'summit'],
    sources: report.sources,
  });
  return {
    id,
    text,
    place: 'a whole draft',
    fields,
    body: report.blocks.map(({ markdown }) => markdown).join('\n\n'),
    shown: null,
    elements: DRAFT_ELEMENTS,
    headings: [...cited.map(titleOf), 'Discussion', 'Sources'],
  };
}
