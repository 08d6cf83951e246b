/**
 * Plain text → inline Markdown that renders as exactly that text.
 *
 * Every character is escaped in the way that the most renderers understand: a backslash only before characters that
 * CommonMark, kramdown, Goldmark and Python-Markdown all know, an entity for the others (`<` `&` `{` `~` `=`). Python-Markdown
 * prints the backslash of `\<script>` and runs the script.
 */

/** Where a text stands, as far as it changes what must be escaped. */
export interface Place {
  /** The character before the text; `\n` (the default) at the start of a line. */
  readonly before?: string;
  /** The character after the text; `\n` (the default) at the end of a line. */
  readonly after?: string;
  /** Nothing stands beside it in its paragraph. */
  readonly isAlone?: boolean;
  /** Inside the text of a link, where a `]` would end it. */
  readonly inLink?: boolean;
  /** Inside an ATX heading, where a last `#` would be swallowed. */
  readonly inHeading?: boolean;
}

/** Each sign before what must stand around it: the regular expression is tried where that sign is, and nowhere else. */
const special =
  /[\\`*_[\]<&{~|$!#^]|\}(?<=#\})|={2,}|\+(?=\+)(?<!\+{2})|:(?:(?<=\]:)|(?=[a-z]|\d(?<=[a-z]:\d)|(?:[0-9_]{0,9}[a-z+-][a-z0-9_+-]{0,40}|100|1234):)|(?=\/\/)(?<=(?:https?|ftp):))|\.(?<=www\.)/gi;
const wordCharacter = /[\p{L}\p{N}]/u;
const punctuation = /[!-/:-@[-`{-~]/;
const entity = /&(?=#?[A-Za-z0-9]+;)/y;
/** `<2012@example.org>` would be a link (CommonMark §6.5), without its brackets. */
const mailbox = /<[^\s<>@]+@/y;

/** `:smile:`, but not the `:string:` of `std::string::npos`. */
const emoji = /(?<![:\w]):(?=[0-9_]{0,9}[a-z+-]|100:|1234:)[a-z0-9_+-]{1,40}:(?!\w)/;

/** True when a site generator would run something in this text, in code too, where entities do not work. */
export function hasTemplateOpener(text: string): boolean {
  return /\{[{%#:]|#\}|\{(?:\+\+|--|~~|==|>>)|-8<-|<!-- ?more/.test(text) || text.includes('[[') || emoji.test(text);
}

/** Plain text as Markdown inline text that renders as exactly that text (white space as one space, like any HTML). */
export function escapeText(text: string): string {
  return escapeInline(text.replace(/[\s\u0000-\u001f]+/g, ' '), {});
}

export function escapeInline(text: string, place: Place): string {
  const before = place.before ?? '\n';
  const after = place.after ?? '\n';
  const escaped = text.replace(special, (character, index: number) =>
    escapeCharacter(character, text, index, before, after, place),
  );
  return before === '\n' || before === '' ? escapeLineStart(escaped, after) : escaped;
}

function escapeCharacter(
  character: string,
  text: string,
  index: number,
  before: string,
  after: string,
  place: Place,
): string {
  const previous = index > 0 ? text.charAt(index - 1) : before;
  const next = index + 1 < text.length ? text.charAt(index + 1) : after;
  if (character.startsWith('==')) return escapeRun(character, previous, text.charAt(index + character.length) || after);
  switch (character) {
    case '\\':
      return punctuation.test(next) || /\s/.test(next) ? '\\\\' : '\\';
    case '`':
    case '[':
      return `\\${character}`;
    case ']':
      return place.inLink ? '\\]' : ']';
    case '*':
      return /\s/.test(previous) && /\s/.test(next) && previous !== '\n' ? '*' : '\\*';
    case '_':
      return isInsideWord(text, index, before, after) ? '_' : '\\_';
    case '<':
      mailbox.lastIndex = index;
      return /[A-Za-z/!?]/.test(next) || mailbox.test(text) ? '&lt;' : '<';
    case '&':
      entity.lastIndex = index;
      return entity.test(text) ? '&amp;' : '&';
    case '{':
      // Liquid, Nunjucks, Jinja and Hugo; kramdown acts upon `{:`, and Python-Markdown makes attributes of any `{ onclick=… }`.
      return '&#123;';
    // Nunjucks ends a build at a comment's end that nothing began.
    case '}':
      return '&#125;';
    // `==marked==`, `++inserted++`, `^raised^`, where a generator is told to read them.
    case '+':
      return marksUp(text, index, '++') ? '&#43;' : '+';
    case '^':
      return (place.inLink && index === 0) || marksUp(text, index, character) ? '&#94;' : '^';
    case '~':
      // Only a tilde that closes strikes anything through: `~/bin and ~/lib` may stay, and a single one in `1.0~rc2`.
      return next === '~' ||
        previous === '~' ||
        (!/\s/.test(previous) && !(place.isAlone && text.indexOf('~') === text.lastIndexOf('~')))
        ? '&#126;'
        : '~';
    // To kramdown a line with a bar is a row of a table.
    case '|':
      return '\\|';
    // A formula, where a generator is told to read them. It takes two signs, which may stand far apart.
    case '$':
      return place.isAlone && text.indexOf('$') === text.lastIndexOf('$') ? '$' : '&#36;';
    case '!':
      return index + 1 === text.length && after.startsWith('[') ? '\\!' : '!';
    // An address that is not meant as a link: GFM makes one of it, and shows the backslashes in it.
    case ':':
      // Nor `:smile:`, of which Hugo makes a picture, nor `client:load`, which remark-directive swallows from the colon on.
      return place.inLink && /^(?:xmpp|sips?|mailto|mid|tel|ircs?|https?|ftp)$/i.test(text.slice(0, index))
        ? ':'
        : '&#58;';
    case '.':
      return place.inLink ? '.' : '&#46;';
    case '#':
      return place.inHeading && index + 1 === text.length ? '\\#' : '#';
    default:
      return character;
  }
}

/** `==marked==`: no two equals signs side by side, unless they stand alone, as in `a == b`. */
function escapeRun(run: string, before: string, after: string): string {
  if (/\s/.test(before) && /\s/.test(after)) return run;
  return alternate(run);
}

/** Every other one of the signs that a text begins with as an entity. */
function alternate(text: string): string {
  const run = /^(.)\1*/.exec(text)?.[0] ?? '';
  const signs = Array.from(run, (sign, at) => (at % 2 === 0 ? entityOf(sign) : sign));
  return signs.join('') + text.slice(run.length);
}

function entityOf(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** Whether `mark` opens something here: words follow it at once, and it comes again. */
function marksUp(text: string, index: number, mark: string): boolean {
  const inside = index + mark.length;
  return /\S/.test(text.charAt(inside)) && text.slice(inside + 1, inside + 500).includes(mark);
}

/** `snake_case` needs no backslash: an underscore between letters neither opens nor closes emphasis. */
function isInsideWord(text: string, index: number, before: string, after: string): boolean {
  const previous = index > 0 ? text.slice(Math.max(0, index - 2), index) : before;
  const next = index + 1 < text.length ? text.slice(index + 1, index + 3) : after;
  return endsInWord(previous) && startsInWord(next);
}

function endsInWord(text: string): boolean {
  return wordCharacter.test(Array.from(text).at(-1) ?? '');
}

function startsInWord(text: string): boolean {
  return wordCharacter.test(Array.from(text)[0] ?? '');
}

/** What only means something at the start of a line: heading, quote, list, rule, underline, definition list, table. */
function escapeLineStart(text: string, after: string): string {
  const start = /^[ \t]*/.exec(text)?.[0] ?? '';
  const rest = text.slice(start.length);
  const ends = (length: number): boolean => /^\s/.test(rest.charAt(length) || after);
  const first = rest.charAt(0);
  // kramdown takes it for the end of a block.
  if (rest === '^' && /^\s?$/.test(after)) return `${start}&#94;`;
  if (first === '#' || first === '>') return `${start}\\${rest}`;
  // Python-Markdown and kramdown take `-=-=-` for the underline of the line above, too.
  if (/^=+\s*$/.test(rest) || rest.startsWith('===') || rest.startsWith('+++')) return `${start}${alternate(rest)}`;
  if (/^[-=]+\s*$/.test(rest)) return `${start}${first === '=' ? '&#61;' : '\\-'}${rest.slice(1)}`;
  if (first === '*' && ends(1)) return `${start}\\${rest}`;
  if (first === '+' && ends(1)) return `${start}\\${rest}`;
  if (first === '-' && (ends(1) || /^-[-:| \t]*$/.test(rest))) return `${start}\\${rest}`;
  if (first === ':' && (ends(1) || rest.startsWith(':::') || /^:[-:| \t]*$/.test(rest)))
    return `${start}&#58;${rest.slice(1)}`;
  // Python-Markdown's admonition.
  if (rest.startsWith('!!!')) return `${start}\\${rest}`;
  // PyMdown's snippets, which it takes from the site's disk; its details and tabs.
  if (/^-+8<-/.test(rest)) return `${start}\\${rest}`;
  if (rest.startsWith('???')) return `${start}${entityOf(first)}${rest.slice(1)}`;
  if (first === '~' && rest.startsWith('~~')) return `${start}&#126;${rest.slice(1)}`;
  const number = /^(\d{1,9})([.)])/.exec(rest);
  if (number && ends(number[0].length)) return `${start}${number[1]}\\${rest.slice(number[0].length - 1)}`;
  return text;
}

/** A link target that no template engine acts upon and that ends where it should (CommonMark §6.3). */
export function escapeUrl(url: string): string {
  const encoded = url.replace(/[{}<>"`\\^|\s\u0000-\u001f\u007f]/g, (character) => encodeURIComponent(character));
  const plain = encoded.replace(/:(?=[0-9_]{0,9}[a-z+-][a-z0-9_+-]{0,40}:)/g, '%3A');
  const safe = hasBalancedParentheses(plain) ? plain : plain.replaceAll('(', '%28').replaceAll(')', '%29');
  return safe.replace(/&(?=#?[A-Za-z0-9]+;)/g, '&amp;');
}

function hasBalancedParentheses(url: string): boolean {
  let depth = 0;
  for (const character of url) {
    if (character === '(') depth++;
    else if (character === ')' && --depth < 0) return false;
    if (depth > 30) return false;
  }
  return depth === 0;
}
