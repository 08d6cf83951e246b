/** The opening paragraph: what the post is based on, with a link to each source. It says what the sources say, and no more. */
import { escapeText, redactAddresses } from '../markdown/index.js';
import type { Message } from '../model.js';
import { daysInWords, inWords, linkTo, listName, titleOf } from './names.js';

/**
 * ```
 * This post is based on what Tom Okafor and Ana Keller wrote to the [Summit](…) and [Members](…) mailing lists on February 6 and
 * 7, 2012.
 * ```
 * `discussed`: replies stand in the post too.
 */
export function openingParagraph(cited: readonly Message[], discussed = false): string {
  const people = [...new Set(cited.flatMap(({ from }) => (from.name === null ? [] : [redactAddresses(from.name)])))];
  const days = daysInWords(cited.map(({ date }) => date));
  const when = days === '' ? '' : ` ${days}`;
  const then = discussed ? ', and on the replies' : '';
  const lists = byList(cited);
  const alone = lists.get(null) ?? [];
  if (alone.length > 0) {
    const by = people.length === 0 ? '' : ` by ${inWords(people.map(escapeText))}`;
    const sent = when === '' ? '' : `, sent${when}`;
    return `This post is based on ${inWords([...titledLists(lists), ...titles(alone)])}${by}${sent}${then}.`;
  }
  const who = people.length === 0 ? 'was written' : `${inWords(people.map(escapeText))} wrote`;
  const names = [...lists].map(([list, messages]) => references(list ?? '', messages));
  const where = `the ${inWords(names)} mailing list${names.length === 1 ? '' : 's'}`;
  return `This post is based on what ${who} to ${where}${when}${then}.`;
}

/** The messages of each list, in the order in which the lists appear; those of no known list under null. */
function byList(cited: readonly Message[]): Map<string | null, Message[]> {
  const lists = new Map<string | null, Message[]>();
  for (const message of cited) {
    const list = listName(message);
    lists.set(list, [...(lists.get(list) ?? []), message]);
  }
  return lists;
}

/** `[Summit](…)`; where a list has several messages, `Summit ([1](…), [2](…))`. */
function references(list: string, messages: readonly Message[]): string {
  const [first] = messages;
  if (messages.length === 1 && first !== undefined) return linkTo(list, first.url);
  return `${escapeText(list)} (${messages.map(({ url }, index) => linkTo(String(index + 1), url)).join(', ')})`;
}

/** `[Summit](…) (“Notes from Monday”)`, for a post whose other sources are files. */
function titledLists(lists: ReadonlyMap<string | null, readonly Message[]>): string[] {
  return [...lists].flatMap(([list, messages]) =>
    list === null
      ? []
      : messages.map((message) => `${linkTo(list, message.url)} (${escapeText(`“${titleOf(message)}”`)})`),
  );
}

const MOST_TITLES = 3;

/** Messages of no list by their titles, each title once; more than three are counted. */
function titles(messages: readonly Message[]): string[] {
  const byTitle = new Map(messages.map((message) => [titleOf(message), message]));
  if (byTitle.size > MOST_TITLES) return [`${messages.length} messages`];
  return [...byTitle].map(([title, { url }]) => linkTo(`“${title}”`, url));
}
