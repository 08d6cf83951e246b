/**
 * mdast → Markdown: the one exit through which every converted word leaves, so that nothing turns live in a renderer or a
 * site generator. Paragraphs are one line each; a hard break is two spaces, the only form that every renderer knows.
 */
import type {
  Break,
  Code,
  InlineCode,
  Link,
  Paragraph,
  Parents,
  PhrasingContent,
  Root,
  RootContent,
  Text,
} from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { defaultHandlers, type Info, type Options, type State, toMarkdown } from 'mdast-util-to-markdown';
import { escapeInline, escapeUrl, hasTemplateOpener } from './escape.js';

const NBSP = '\u00a0';

function text(node: Text, parent: Parents | undefined, state: State, info: Info): string {
  return escapeInline(node.value, {
    before: info.before.slice(-1),
    after: info.after.slice(0, 1),
    isAlone: parent !== undefined && parent.children.length === 1,
    inLink: state.stack.includes('label'),
    inCell: state.stack.includes('tableCell'),
    inHeading: state.stack.includes('headingAtx'),
  });
}

function hardBreak(_node: Break, _parent: Parents | undefined, state: State): string {
  return state.stack.includes('headingAtx') || state.stack.includes('tableCell') ? ' ' : '  \n';
}

/** Entities do not work in code, so a template opener there can only be shown as escaped text. */
function inlineCode(node: InlineCode, parent: Parents | undefined, state: State, info: Info): string {
  if (hasTemplateOpener(node.value)) return text({ type: 'text', value: node.value }, parent, state, info);
  const value = defaultHandlers.inlineCode(node, parent, state);
  return state.stack.includes('tableCell') ? value.replaceAll('|', '\\|') : value;
}

function code(node: Code, parent: Parents | undefined, state: State, info: Info): string {
  if (!hasTemplateOpener(node.value)) return defaultHandlers.code(node, parent, state, info);
  return state.handle(codeAsParagraph(node.value), parent, state, info);
}

function codeAsParagraph(value: string): Paragraph {
  const children: PhrasingContent[] = [];
  for (const line of value.split('\n')) {
    if (children.length > 0) children.push({ type: 'break' });
    const shown = line.replace(/\t/g, '    ').replace(/^ +/, (spaces) => NBSP.repeat(spaces.length));
    children.push({ type: 'text', value: shown.trimEnd() === '' ? NBSP : shown.trimEnd() });
  }
  return { type: 'paragraph', children };
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

/** What a link begins with, for whoever stands before it. A `!` before `<` is harmless; it is asked only for `[`. */
function linkPeek(): string {
  return '[';
}

function isAutolink(url: string, state: State): boolean {
  return /^(?:https?|ftp):\/\//i.test(url) && !(state.stack.includes('tableCell') && url.includes('|'));
}

const options: Options = {
  bullet: '-',
  bulletOther: '*',
  emphasis: '*',
  strong: '*',
  fence: '`',
  fences: true,
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
    for (const child of node.children) {
      // A list below a list takes the other bullet or delimiter, or the two would be one.
      if (previous !== 'list') state.bulletLastUsed = undefined;
      previous = child.type;
      written.push(state.handle(child, node, state, info).replace(/\n+$/, ''));
    }
    return '';
  };
  toMarkdown({ type: 'root', children: [...nodes] }, { ...options, handlers: { ...options.handlers, root } });
  return written;
}
