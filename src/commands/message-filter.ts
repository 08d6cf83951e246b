/** Which messages `listpress messages` gives out. */
import type { Selection } from '../archives/kind.js';
import { hasWords, selects } from '../archives/selection.js';
import type { Message } from '../model.js';

/** A selection, and words in the sender's name or address. */
export interface MessageFilter extends Selection {
  readonly from?: string;
}

/** Whether the filter chooses this message itself; `thread` is for whoever knows the others. */
export function chooses(message: Pick<Message, 'date' | 'subject' | 'from'>, filter: MessageFilter): boolean {
  if (!selects(message, filter)) return false;
  const { name, address } = message.from;
  return filter.from === undefined || hasWords(`${name ?? ''} ${address ?? ''}`, filter.from);
}
