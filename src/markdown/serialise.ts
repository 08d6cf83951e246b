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
import { followingLists, isPlain, writeCode, writePlain } from './write-plain.js';

function text(node: Text, parent: Parents | undefined, state: State, info: Info): string {
  return escapeInline(node.value, {
    before: info.before.slice(-1),
    after: info.after.slice(0, 1),
    isAlone: parent?.children.length === 1 && wholeTexts.has(parent.type),
    inLink: state.stack.includes('label'),
    inHeading: state.stack.includes('headingAtx'),
  });
}

/** No other text is in one block with theirs; beside a strong word there may be more. */
const wholeTexts: ReadonlySet<string> = new Set(['paragraph', 'heading', 'tableCell']);

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
    code: (node: Code, parent: Parents | undefined): string => writeCode(node, parent?.type !== 'root'),
    inlineCode: Object.assign(inlineCode, { peek: (): string => '`' }),
    link: Object.assign(link, { peek: linkPeek }),
    image: Object.assign(image, { peek: (): string => '!' }),
    break: hardBreak,
  },
};

/**
 * Block nodes as Markdown, each by itself, without the line end. Those that need mdast-util-to-markdown share one call: configuring it
 * takes longer than writing a block.
 */
export function serialise(nodes: readonly RootContent[]): string[] {
  const children = nodes.map((node) => withInertCode(node));
  const follows = followingLists(children);
  const written = children.map((node, index) => (isPlain(node) ? writePlain(node, follows[index]) : ''));
  const others = children.flatMap((node, index) => (isPlain(node) ? [] : [index]));
  if (others.length === 0) return written;
  const root = (node: Root, _parent: Parents | undefined, state: State, info: Info): string => {
    writeSimplePhrasing(state);
    for (const [at, child] of node.children.entries()) {
      const index = others[at] ?? 0;
      // A list below a list takes the other bullet or delimiter, or the two would be one.
      const marker = child.type === 'list' && child.ordered ? '.' : '-';
      state.bulletLastUsed = follows[index] ? marker : undefined;
      written[index] = state.handle(child, node, state, info).replace(/\n+$/, '');
    }
    return '';
  };
  const rest: Root = { type: 'root', children: others.flatMap((index) => children[index] ?? []) };
  toMarkdown(rest, { ...options, handlers: { ...options.handlers, root } });
  return written;
}
