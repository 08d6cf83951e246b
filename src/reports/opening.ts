/** The opening paragraph: what the post is based on, with a link to each source. It says what the sources say, and no more. */
import { escapeText, redactAddresses } from '../markdown/index.js';
import type { Message } from '../model.js';
import { daysInWords, inWords, linkTo, listName, titleOf } from './names.js';

/**
 * ```
 * This post is based on what Tom Okafor and Ana Keller wrote to the [Summit](…) and [Members](…) mailing lists on February 6 and
 * 7, 2012.
 * ```
 */
export function openingParagraph(cited: readonly Message[]): string {
  const people = [...new Set(cited.flatMap(({ from }) => (from.name === null ? [] : [redactAddresses(from.name)])))];
  const days = daysInWords(cited.map(({ date }) => date));
  const when = days === '' ? '' : ` ${days}`;
  const lists = cited.map(listName);
  if (lists.some((list) => list === null)) {
    const by = people.length === 0 ? '' : ` by ${inWords(people.map(escapeText))}`;
    return `This post is based on ${inWords(cited.map(reference))}${by}${when === '' ? '' : `, sent${when}`}.`;
  }
  const single = new Set(lists).size === 1 && cited.length === 1;
  const who = people.length === 0 ? 'was written' : `${inWords(people.map(escapeText))} wrote`;
  const where = `the ${inWords(references(cited, lists))} mailing list${single ? '' : 's'}`;
  return `This post is based on what ${who} to ${where}${when}.`;
}

/** Each message by its list; where a list has several, by its title too. */
function references(cited: readonly Message[], lists: readonly (string | null)[]): string[] {
  return cited.map((message, index) => {
    const list = lists[index] ?? '';
    const alone = lists.filter((other) => other === list).length === 1;
    return linkTo(alone ? list : `${list}: ${titleOf(message)}`, message.url);
  });
}

function reference(message: Message): string {
  const list = listName(message);
  const title = `“${titleOf(message)}”`;
  return list === null ? linkTo(title, message.url) : `${linkTo(list, message.url)} (${escapeText(title)})`;
}
