/** A body of either kind → Markdown; a text that holds a whole HTML document is both. */
import type { Block, Body, Converted, Span } from '../model.js';
import { fromHtml } from './from-html/index.js';
import { fromText, type TextOptions } from './from-text/index.js';

/** `<!DOCTYPE html>` or `<html>` at the start of a line, to `</html>`; an `<?xml … ?>` above belongs to it. */
const documentStart = /^(?:<\?xml[^>]{0,500}>\s*)?(?:<!DOCTYPE\s+html[^>]{0,500}>\s*)?<html[\s>]/im;
/** What may stand above it: nothing, or the header of the MIME part that it is. Below anything else it is somebody's example. */
const partHeader =
  /(?:^|\n)(?:\n|--\S[^\n]*\n)?(?:Content-[\w-]+:[^\n]*\n|[ \t]+\S[^\n]*\n)*Content-Type:[ \t]*(?:text\/html|application\/xhtml\+xml)\b[^\n]*\n(?:Content-[\w-]+:[^\n]*\n|[ \t]+\S[^\n]*\n)*\s*$/i;
const documentEnd = /<\/html>[ \t]*\n?/i;

/** What holds for either kind is in the options; what the body itself knows (`flowed`, `delSp`, `addresses`) it says itself. */
export function fromBody(body: Body, options: TextOptions = {}): Converted {
  if (body.kind === 'html') return fromHtml(body.html, options);
  const { text } = body;
  const own: TextOptions = {
    ...options,
    ...(body.flowed === undefined ? {} : { flowed: body.flowed }),
    ...(body.delSp === undefined ? {} : { delSp: body.delSp }),
    ...(body.addresses === undefined ? {} : { addresses: body.addresses }),
  };
  const start = documentStart.exec(text);
  const above = start ? text.slice(0, start.index) : '';
  const isMail = above.trim() === '' || partHeader.test(above.slice(-2000));
  const end = start && isMail ? documentEnd.exec(text.slice(start.index)) : null;
  if (!start || !end) return fromText(text, own);
  const to = start.index + end.index + end[0].length;
  const parts = [
    moved(fromText(text.slice(0, start.index), shiftNotices(own, 0)), 0),
    moved(fromHtml(text.slice(start.index, to), own), start.index),
    moved(fromText(text.slice(to), shiftNotices(own, to)), to),
  ];
  return { blocks: parts.flatMap((part) => part.blocks), spans: joinSpans(parts.flatMap((part) => part.spans)) };
}

function shiftNotices(options: TextOptions, by: number): TextOptions {
  const notices = (options.notices ?? []).map((notice) => ({ from: notice.from - by, to: notice.to - by }));
  return { ...options, notices };
}

function moved(converted: Converted, by: number): Converted {
  const move = <T extends Block | Span>(item: T): T => ({ ...item, from: item.from + by, to: item.to + by });
  return { blocks: converted.blocks.map(move), spans: converted.spans.map(move) };
}

function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.type === span.type) joined[joined.length - 1] = { ...last, to: span.to };
    else joined.push(span);
  }
  return joined;
}
