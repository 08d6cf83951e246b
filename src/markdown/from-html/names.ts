/** What the elements of HTML mean for a mail's text. */

/** Gone with everything in them. */
export const DROPPED: ReadonlySet<string> = names(
  'script style head title meta link template noscript iframe object embed applet svg math canvas audio video map area input select button textarea datalist',
);

/** End a line, as `<div>` does. */
export const LINES: ReadonlySet<string> = names(
  'div section article main header footer aside nav center address form fieldset legend figure figcaption dl dt dd tr details summary table tbody thead tfoot caption td body html hgroup menu dir',
);

/** Stand apart from what is above and below them. */
export const PARAGRAPHS: ReadonlySet<string> = names('p h1 h2 h3 h4 h5 h6 blockquote ul ol pre hr');

/** Text whose line ends and spaces are meant. */
export const PREFORMATTED: ReadonlySet<string> = names('pre listing xmp plaintext');

/** Elements that mark words up, by the one that stands for all of their kind. */
export const INLINE: ReadonlyMap<string, string> = new Map([
  ['b', 'b'],
  ['strong', 'b'],
  ['i', 'i'],
  ['em', 'i'],
  ['cite', 'i'],
  ['var', 'i'],
  ['dfn', 'i'],
  ['code', 'code'],
  ['tt', 'code'],
  ['kbd', 'code'],
  ['samp', 'code'],
  ['s', 'del'],
  ['strike', 'del'],
  ['del', 'del'],
]);

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
