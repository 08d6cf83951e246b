/**
 * Messages as conversations: the REFERENCES threading of RFC 5256 §3, by References and In-Reply-To alone. Subjects are not
 * compared: two mails called “Agenda” are not one conversation.
 */
import type { Message, ThreadNode } from '../model.js';

interface Container {
  /** Null stands for a message that others answer and that is not here. */
  message: Message | null;
  parent: Container | null;
  readonly children: Container[];
}

/** Honest References hold some dozens; a mail with a hundred thousand must not cost their square. */
const MOST_ANCESTORS = 1000;

/**
 * The threads of these messages, every message exactly once, by date; an undated one comes last. Of two messages with one
 * Message-ID the first is the one that others answer. Where the answered message is missing, the earliest answer heads the
 * thread and the other answers follow it, so that a conversation stays in one piece.
 */
export function buildThreads(messages: readonly Message[]): ThreadNode[] {
  const containers = link(messages);
  const roots = containers.filter((container) => container.parent === null);
  const nodes = roots.flatMap(grow);
  return nodes.sort((a, b) => byDate(a.message, b.message));
}

/** A thread's messages, depth first, each with its depth below the first. */
export function flatten(root: ThreadNode): { readonly message: Message; readonly depth: number }[] {
  const flat: { message: Message; depth: number }[] = [];
  const open = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    flat.push({ message: node.message, depth });
    for (const reply of [...node.replies].reverse()) open.push({ node: reply, depth: depth + 1 });
  }
  return flat;
}

/** The thread that a message of these is in; null when it is none of them. */
export function threadOf(messages: readonly Message[], message: Message): ThreadNode | null {
  return buildThreads(messages).find((root) => flatten(root).some((each) => each.message === message)) ?? null;
}

/** Steps 1 to 3 of RFC 5256: a container for every message and for every one they name, each below the one it answers. */
function link(messages: readonly Message[]): Container[] {
  const byId = new Map<string, Container>();
  const all: Container[] = [];
  const add = (message: Message | null, key: string | null): Container => {
    const container: Container = { message, parent: null, children: [] };
    all.push(container);
    if (key !== null) byId.set(key, container);
    return container;
  };
  // Every message has its place before any is linked, so that the order they came in changes nothing.
  const own = messages.map((message) => {
    const key = message.id === null ? null : keyOf(message.id);
    return add(message, key !== null && byId.has(key) ? null : key);
  });
  const named = (id: string) => byId.get(keyOf(id)) ?? add(null, keyOf(id));
  // What a message says of itself comes first; what the References of others say of it only fills gaps.
  messages.forEach((message, index) => {
    const parent = ancestorsOf(message).at(-1);
    const child = own[index];
    if (parent !== undefined && child !== undefined) adopt(named(parent), child);
  });
  for (const message of messages) {
    const chain = ancestorsOf(message).map(named);
    chain.forEach((child, index) => {
      const parent = chain[index - 1];
      if (parent !== undefined) adopt(parent, child);
    });
  }
  return all;
}

/** References, oldest first, or In-Reply-To where there are none (RFC 5256 §3, step 1.A); never the message itself. */
function ancestorsOf(message: Message): string[] {
  const self = message.id === null ? null : keyOf(message.id);
  const { references, inReplyTo } = message;
  const named = references.length > 0 || inReplyTo === null ? references : [inReplyTo];
  return named.slice(-MOST_ANCESTORS).filter((id) => keyOf(id) !== self);
}

/** Hangs a container below another, unless that would close a circle. */
function adopt(parent: Container, child: Container): void {
  if (child.parent !== null || child === parent) return;
  // Below what has no children is nobody; else a long chain would be climbed for each of its messages.
  const first = child.children.length === 0 ? null : parent;
  for (let above: Container | null = first; above !== null; above = above.parent) if (above === child) return;
  child.parent = parent;
  parent.children.push(child);
}

/** Blanks inside an ID come from folding. */
function keyOf(id: string): string {
  return id.replace(/\s+/g, '');
}

/**
 * A container and what hangs below it as nodes: one, or none when there is no message in it at all. A missing message's place is
 * taken by its earliest answer (at the head) or by its answers themselves (further down). Not recursive: threads nest deep.
 */
function grow(root: Container): ThreadNode[] {
  const grown = new Map<Container, ThreadNode[]>();
  const open: { container: Container; visited: boolean }[] = [{ container: root, visited: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { container, visited } = next;
    if (!visited) {
      open.push({ container, visited: true });
      for (const child of container.children) open.push({ container: child, visited: false });
      continue;
    }
    const replies = container.children
      .flatMap((child) => grown.get(child) ?? [])
      .sort((a, b) => byDate(a.message, b.message));
    for (const child of container.children) grown.delete(child);
    grown.set(container, container.message === null ? replies : [{ message: container.message, replies }]);
  }
  const nodes = grown.get(root) ?? [];
  const [first, ...rest] = nodes;
  if (first === undefined || rest.length === 0) return nodes;
  const replies = [...first.replies, ...rest].sort((a, b) => byDate(a.message, b.message));
  return [{ message: first.message, replies }];
}

function byDate(a: Message, b: Message): number {
  if (a.date === b.date) return 0;
  if (a.date === null || b.date === null) return a.date === null ? 1 : -1;
  return a.date < b.date ? -1 : 1;
}
