/** What a reader sees of Markdown, by a renderer that is not ours. */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Converted } from '../../src/model.js';

export function toHtml(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' };

export function decodeEntities(html: string): string {
  return html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return entities[name.toLowerCase()] ?? whole;
  });
}

/** The text of rendered HTML, with the numbers that a browser puts before the items of an ordered list. */
export function visibleText(html: string): string {
  const counters: (number | undefined)[] = [];
  const text = html.replace(
    /<(\/?)([a-z][a-z0-9]*)([^>]*)>/gi,
    (_, slash: string, name: string, attributes: string) => {
      if (name === 'ul' || name === 'ol') {
        if (slash) counters.pop();
        else counters.push(name === 'ol' ? Number(/start="(\d+)"/.exec(attributes)?.[1] ?? 1) : undefined);
        return ' ';
      }
      if (name === 'li' && !slash) {
        const number = counters.at(-1);
        if (number !== undefined) counters[counters.length - 1] = number + 1;
        return number === undefined ? ' ' : ` ${number}. `;
      }
      return /^(?:p|h[1-6]|br|blockquote|pre|t[drh]|table|tbody|thead|hr|div)$/.test(name) ? ' ' : '';
    },
  );
  return decodeEntities(text);
}

/** Words; a script that puts no spaces between them counts by character. */
const wordPattern =
  /[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]|(?:(?![\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff])[\p{L}\p{N}\p{M}])+/gu;

export function wordsOf(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

export function keptText(text: string, converted: Converted, keep: ReadonlySet<string>): string {
  return converted.spans
    .filter((span) => keep.has(span.type))
    .map((span) => text.slice(span.from, span.to))
    .join('');
}
