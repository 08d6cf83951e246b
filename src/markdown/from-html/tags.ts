/** HTML as a sequence of tags, for documents of which no tree is to be made. Offsets are those of htmlparser2, which reads the others. */

/** Whether a document has more than so many tags, or what looks like one. */
export function hasTags(html: string, count: number): boolean {
  let found = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) if (++found > count) return true;
  return false;
}

/** The name of what only looks like a tag: a comment, a declaration, an instruction. */
export const COMMENT = '!';

export interface Tag {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly isEnd: boolean;
}

const tagStart = /[a-z][^\s/>]*/iy;
const rawText = new Set(['script', 'style', 'title', 'textarea']);

/** Every start and end tag, comment and declaration; what raw text holds is none. */
export function* tags(html: string): Generator<Tag> {
  for (let from = html.indexOf('<'); from !== -1; ) {
    const isEnd = html.charAt(from + 1) === '/';
    tagStart.lastIndex = from + (isEnd ? 2 : 1);
    const name = tagStart.exec(html)?.[0].toLowerCase();
    let to = from + 1;
    if (/[!?]/.test(html.charAt(to))) {
      to = html.startsWith('<!--', from) ? after(html, '-->', from + 2) : after(html, '>', from);
      yield { from, to, name: COMMENT, isEnd: false };
    } else if (name !== undefined) {
      to = tagEnd(html, tagStart.lastIndex);
      yield { from, to, name, isEnd };
      if (!isEnd && rawText.has(name)) to = rawTextEnd(html, name, to);
    }
    from = html.indexOf('<', to);
  }
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at === -1 ? html.length : at + mark.length;
}

/** A `>` within quotes does not end a tag. */
function tagEnd(html: string, from: number): number {
  for (let at = from; at < html.length; at++) {
    const character = html.charAt(at);
    if (character === '>') return at + 1;
    if (character !== '=') continue;
    while (/\s/.test(html.charAt(at + 1))) at++;
    const quote = html.charAt(at + 1);
    if (quote === '"' || quote === "'") at = after(html, quote, at + 2) - 1;
    else while (at + 1 < html.length && /[^\s>]/.test(html.charAt(at + 1))) at++;
  }
  return html.length;
}

function rawTextEnd(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}
