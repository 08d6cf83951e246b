/** A mail that says the same as text and as HTML: which of the two says it all. */
import type { LeftOut } from '../model.js';
import { lettersOf, lettersOfHtml } from './letters.js';

/** HTML has words that a text has no need for (“View in browser”); this much more is more than that. */
const clearly = 1.25;
const atLeast = 20;
/** A text that only says that the mail is HTML is short, and says nothing of what the HTML says. */
const minStub = 20;
const maxStub = 400;
const chunk = 12;
const maxSearched = 200_000;

/** What is left out. The text, which its program made to be read as one, unless the HTML clearly says more. */
export function chooseKind(text: string, html: string): { readonly instead: LeftOut } {
  const [words, page] = [lettersOf(text), lettersOfHtml(html)];
  const saysMore = page.length > words.length * clearly + atLeast || isStub(words, page);
  return saysMore
    ? { instead: { kind: 'text', letters: page.length, left: words.length } }
    : { instead: { kind: 'html', letters: words.length, left: page.length } };
}

/** It names HTML, and has none of its words. Compared by a few letters at a time, so that neither wrapping nor language matters. */
function isStub(words: string, page: string): boolean {
  if (words.length < minStub || words.length > maxStub || page === '' || !/html/i.test(words)) return false;
  const searched = page.slice(0, maxSearched).toLowerCase();
  const chunks = words.toLowerCase().match(new RegExp(`[^]{1,${chunk}}`, 'g')) ?? [];
  const found = chunks.filter((each) => searched.includes(each)).length;
  return found * 4 < chunks.length;
}
