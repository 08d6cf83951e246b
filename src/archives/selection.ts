/** Which messages a selection means. Pure: the same for every kind of archive. */
import type { Message } from '../model.js';
import type { Selection } from './kind.js';

/**
 * Whether this message itself is selected (`selection.thread` is for whoever knows the others). A message without a date is
 * selected when no dates are asked for.
 */
export function selects(message: Pick<Message, 'date' | 'subject'>, selection: Selection): boolean {
  const { since, until, match } = selection;
  if (since !== undefined && (message.date === null || message.date < since)) return false;
  if (until !== undefined && (message.date === null || message.date >= until)) return false;
  return match === undefined || hasWords(message.subject, match);
}

/** Whether all of these words are in a text, in any order and whatever their case and diacritics. */
export function hasWords(text: string, words: string): boolean {
  const within = folded(text);
  return folded(words)
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/** Whether the selection leaves out anything at all. */
export function isEverything(selection: Selection): boolean {
  return selection.since === undefined && selection.until === undefined && selection.match === undefined;
}

/** Without case and diacritics: `Übersicht` is found by `ubersicht`. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .trim();
}
