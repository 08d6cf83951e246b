/**
 * Inline nodes as nearly all mail has them: words, links, line ends, code, and words of one kind marked up between spaces. What is written
 * is what mdast-util-to-markdown writes, without its search for marks that might be taken for others.
 */
import type { Break, Image, InlineCode, Link, Nodes, Parents, PhrasingContent, Text } from 'mdast';
import type { Info, State } from 'mdast-util-to-markdown';

type Write<Kind extends Nodes> = (node: Kind, parent: Parents | undefined, state: State, info: Info) => string;

export interface Writers {
  readonly text: Write<Text>;
  readonly link: Write<Link>;
  readonly inlineCode: Write<InlineCode>;
  readonly image: Write<Image>;
  readonly break: Write<Break>;
}

const marks = { strong: '**', emphasis: '*', delete: '~~' } as const;
/** What each node begins with, for the words before it. */
const peeks = { link: '[', inlineCode: '`', image: '!', break: ' ', strong: '*', emphasis: '*', delete: '~' } as const;

type Simple = Text | { readonly type: keyof typeof peeks };

export function isSimple(parent: Parents): boolean {
  const children: readonly Nodes[] = parent.children;
  return children.every((node, index) => {
    if (node.type === 'text') return children[index + 1]?.type !== 'text';
    if (node.type in marks) return isPlainMark(node, children[index - 1], children[index + 1]);
    return node.type in peeks;
  });
}

/** Marked words that begin and end with a letter or a digit, and have no other marks beside them. */
function isPlainMark(node: Nodes, before: Nodes | undefined, after: Nodes | undefined): boolean {
  if ((before && before.type in marks) || (after && after.type in marks)) return false;
  const only = 'children' in node && node.children.length === 1 ? node.children[0] : undefined;
  return only?.type === 'text' && /^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/su.test(only.value);
}

/** What ends a word for CommonMark §6.2, but for the marks themselves. */
const apart = /^(?![*~_])[\s\p{P}\p{S}]?$/u;
/** Marks that have no others in their paragraph may also stand in a word. */
const anything = /^[^*~_]?$/;

/** Undefined where marked words touch others, so that the marks may mean something else. */
export function writeSimple(parent: Parents, state: State, info: Info, writers: Writers): string | undefined {
  const children = parent.children as PhrasingContent[];
  const outside = children.filter((node) => node.type in marks).length > 1 ? apart : anything;
  const around = { ...info, before: info.before.slice(-1) };
  let written = '';
  for (const [index, node] of children.entries()) {
    around.after = index + 1 < children.length ? firstOf(children[index + 1] as Simple) : info.after.slice(0, 1);
    let part = '';
    switch (node.type) {
      case 'text':
        part = writers.text(node, parent, state, around);
        break;
      case 'link':
        part = writers.link(node, parent, state, around);
        break;
      case 'inlineCode':
        part = writers.inlineCode(node, parent, state, around);
        break;
      case 'image':
        part = writers.image(node, parent, state, around);
        break;
      case 'break':
        part = writers.break(node, parent, state, around);
        break;
      case 'strong':
      case 'emphasis':
      case 'delete': {
        const mark = marks[node.type];
        if (!outside.test(around.before) || !outside.test(around.after)) return undefined;
        const inside = { ...info, before: mark, after: mark };
        const words = node.children[0];
        part = words?.type === 'text' ? mark + writers.text(words, node, state, inside) + mark : '';
        break;
      }
      default:
        return undefined;
    }
    written += part;
    around.before = part.slice(-1) || around.before;
  }
  return written;
}

function firstOf(node: Simple): string {
  return node.type === 'text' ? node.value.charAt(0) : peeks[node.type];
}
