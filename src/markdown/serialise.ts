/**
 * mdast → Markdown: the one exit through which every converted word leaves, so that nothing turns live in a renderer or a
 * site generator. Paragraphs are one line each; a hard break is two spaces, the only form that every renderer knows.
 */
import type { Break, Code, Image, InlineCode, Link, Parents, Root, RootContent, Text } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { defaultHandlers, type Info, type Options, type State, toMarkdown } from 'mdast-util-to-markdown';
import { escapeInline, escapeUrl, hasTemplateOpener } from './escape.js';
import { withInertCode } from './inert-code.js';
import { isSimple, type Writers, writeSimple } from './simple-phrasing.js';

function text(node: Text, parent: Parents | undefined, state: State, info: Info): string {
  return escapeInline(node.value, {
    before: info.before.slice(-1),
    after: info.after.slice(0, 1),
    isAlone: parent !== undefined && parent.children.length === 1,
    inLink: state.stack.includes('label'),
    inHeading: state.stack.includes('headingAtx'),
  });
}

function hardBreak(_node: Break, _parent: Parents | undefined, state: State): string {
  return state.stack.includes('headingAtx') || state.stack.includes('tableCell') ? ' ' : '  \n';
}

/**
 * Entities do not work in code, so a template opener there can only be shown as escaped text; so can a backtick, at which kramdown
 * ends the code and reads on.
 */
function inlineCode(node: InlineCode, parent: Parents | undefined, state: State, info: Info): string {
  // PyMdown takes `#!name` and `:::name` for the language of what follows.
  if (hasTemplateOpener(node.value) || /`|^(?:#!|:::)/.test(node.value))
    return text({ type: 'text', value: node.value }, parent, state, info);
  const value = defaultHandlers.inlineCode(node, parent, state);
  return state.stack.includes('tableCell') ? value.replaceAll('|', '\\|') : value;
}

/** Fenced. What holds HTML has a fence of tildes: plain kramdown knows no other, and would run it. */
function code({ lang, value }: Code): string {
  const mark = /<[A-Za-z/!?]/.test(value) ? '~' : '`';
  const longest = Math.max(2, ...(value.match(mark === '~' ? /~{3,}/g : /`{3,}/g) ?? []).map((run) => run.length));
  const fence = mark.repeat(longest + 1);
  return `${fence}${lang ?? ''}\n${value === '' ? '' : `${value}\n`}${fence}`;
}

/** `<https://…>` where the text is the address and nothing needs an escape; `[text](address)` elsewhere. */
function link(node: Link, _parent: Parents | undefined, state: State, info: Info): string {
  const url = escapeUrl(node.url);
  const only = node.children.length === 1 ? node.children[0] : undefined;
  if (only?.type === 'text' && only.value === url && isAutolink(url, state)) return `<${url}>`;
  const exit = state.enter('link');
  const leave = state.enter('label');
  const label = state.containerPhrasing(node, { ...info, before: '[', after: ']' });
  leave();
  exit();
  return `[${label}](${url})`;
}

/** As `link` writes one: the handler of mdast-util-to-markdown knows no templates. */
function image(node: Image): string {
  const alt = (node.alt ?? '').replace(/\s+/g, ' ');
  return `![${escapeInline(alt, { before: '[', after: ']', inLink: true })}](${escapeUrl(node.url)})`;
}

/** What a link begins with, for whoever stands before it. A `!` before `<` is harmless; it is asked only for `[`. */
function linkPeek(): string {
  return '[';
}

function isAutolink(url: string, state: State): boolean {
  return /^(?:https?|ftp):\/\//i.test(url) && !(state.stack.includes('tableCell') && url.includes('|'));
}

const writers: Writers = { text, link, inlineCode, image, break: hardBreak };

/** What nearly all paragraphs hold is written at once; the library's way takes ten times as long. Others go that way. */
function writeSimplePhrasing(state: State): void {
  const containerPhrasing = state.containerPhrasing.bind(state);
  state.containerPhrasing = (parent, info): string =>
    (isSimple(parent) ? writeSimple(parent, state, info, writers) : undefined) ?? containerPhrasing(parent, info);
}

const options: Options = {
  bullet: '-',
  bulletOther: '*',
  emphasis: '*',
  strong: '*',
  incrementListMarker: true,
  listItemIndent: 'one',
  rule: '-',
  setext: false,
  resourceLink: false,
  extensions: [gfmToMarkdown({ tablePipeAlign: false })],
  handlers: {
    text,
    code,
    inlineCode: Object.assign(inlineCode, { peek: (): string => '`' }),
    link: Object.assign(link, { peek: linkPeek }),
    image: Object.assign(image, { peek: (): string => '!' }),
    break: hardBreak,
  },
};

/**
 * Block nodes as Markdown, each by itself, without the line end. They share one call: configuring mdast-util-to-markdown takes longer
 * than writing a block.
 */
export function serialise(nodes: readonly RootContent[]): string[] {
  const written: string[] = [];
  let previous: RootContent['type'] | undefined;
  const root = (node: Root, _parent: Parents | undefined, state: State, info: Info): string => {
    writeSimplePhrasing(state);
    for (const child of node.children) {
      // A list below a list takes the other bullet or delimiter, or the two would be one.
      if (previous !== 'list') state.bulletLastUsed = undefined;
      previous = child.type;
      written.push(state.handle(child, node, state, info).replace(/\n+$/, ''));
    }
    return '';
  };
  const children = nodes.map((node) => withInertCode(node));
  toMarkdown({ type: 'root', children }, { ...options, handlers: { ...options.handlers, root } });
  return written;
}
