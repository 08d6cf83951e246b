/** Which thread a message is in, told while an archive streams by: by what came before it. */
import type { Message } from '../model.js';

export interface ThreadIds {
  /** The ID of the first message of its thread, as far as has been seen; the message's URL where it has no ID. */
  of(message: Pick<Message, 'id' | 'url' | 'inReplyTo' | 'references'>): string | null;
}

/** Honest References hold some dozens. */
const MOST_ANCESTORS = 1000;

/** Archives are in order of time, so the first that comes of a thread is mostly its first. Holds IDs, never messages. */
export function createThreadIds(): ThreadIds {
  const threads = new Map<string, string | null>();
  return {
    of({ id, url, inReplyTo, references }) {
      const named = [id, ...references.slice(-MOST_ANCESTORS), inReplyTo].flatMap((each) =>
        each === null ? [] : [keyOf(each)],
      );
      const known = named.find((key) => threads.has(key));
      const thread = known === undefined ? ownCopy(id ?? url) : (threads.get(known) ?? null);
      for (const key of named) if (!threads.has(key)) threads.set(ownCopy(key), thread);
      return thread;
    },
  };
}

/** Blanks inside an ID come from folding. */
function keyOf(id: string): string {
  return id.replace(/\s+/g, '');
}

/** A piece cut out of a text keeps the whole text in memory (V8's sliced strings); a copy does not. */
export function ownCopy<Text extends string | null>(text: Text): Text {
  return (text === null ? null : Buffer.from(text, 'utf8').toString('utf8')) as Text;
}
