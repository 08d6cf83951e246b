/**
 * Every message of the archives in ../shared/corpus, held to the promise that its Markdown shows its text: plain text by
 * `faithful.ts`, HTML by its visible words. Each message that does not keep the promise yet is named below with the reason, and has to
 * go on failing there, so that the list cannot rot.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio/slim';
import { describe, expect, it } from 'vitest';
import { readExport } from '../../src/archives/hyperkitty/export.js';
import { splitMbox } from '../../src/archives/mbox/split.js';
import { readMessagePage } from '../../src/archives/pipermail/message-page.js';
import { readScrubNotices } from '../../src/archives/pipermail/scrub-notices.js';
import { readMail } from '../../src/mail/from-rfc822.js';
import { toLines } from '../../src/markdown/from-text/lines.js';
import { isMarkdown } from '../../src/markdown/from-text/markdown-mail.js';
import { fromBody, renderBlocks, unwrapScrubbedHtml } from '../../src/markdown/index.js';
import type { Body, Converted, Message, Range, SpanType } from '../../src/model.js';
import { everything } from '../helpers/span-types.js';
import { firstDifference, unfaithful, visibleWords, wordsOf } from './faithful.js';
import { keptText } from './visible.js';

/** Messages whose Markdown is known to be wrong: path → reason. */
const exceptions: Readonly<Record<string, string>> = {};

const corpus = join(import.meta.dirname, '../../../shared/corpus');
const keep: ReadonlySet<SpanType> = new Set<SpanType>(['own', 'quote', 'attribution', 'forward', 'log']);

interface Case {
  /** Where it is in the corpus. */
  readonly name: string;
  readonly body: Body;
  readonly authorName: string | null;
  readonly notices: readonly Range[];
}

type Way = 'text' | 'Markdown' | 'HTML';

function filesBelow(folder: string, name: RegExp): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((entry) => {
      const path = join(folder, entry);
      if (statSync(path).isDirectory()) return filesBelow(path, name);
      return name.test(entry) ? [path] : [];
    });
}

const nameOf = (path: string): string => path.slice(corpus.length + 1);

/** The pages of a Pipermail archive, and the HTML parts that Mailman took out of their mails. */
async function* pipermail(): AsyncGenerator<Case> {
  for (const path of filesBelow(join(corpus, 'pipermail'), /^\d{6}\.html$/)) {
    const page = readMessagePage(readFileSync(path), 'text/html');
    if (page === null) continue;
    const list = nameOf(path).split('/')[1] ?? '';
    const found =
      page.body.kind === 'text' ? readScrubNotices(page.body.text, `http://lists.example.org/pipermail/${list}/`) : [];
    const notices = found.flatMap(({ notice }) => notice ?? []);
    yield { name: nameOf(path), body: page.body, authorName: page.authorText, notices };
  }
  for (const path of filesBelow(join(corpus, 'pipermail'), /^attachment.*\.html$/)) {
    const html = unwrapScrubbedHtml(readFileSync(path, 'utf8'));
    yield { name: nameOf(path), body: { kind: 'html', html }, authorName: null, notices: [] };
  }
}

async function* mboxes(): AsyncGenerator<Case> {
  for (const path of filesBelow(join(corpus, 'mbox'), /\.mbox$/)) {
    const bytes = [readFileSync(path)];
    let index = 0;
    for await (const mail of splitMbox(inChunks(bytes)))
      yield caseOf(`${nameOf(path)}#${++index}`, await readMail(mail, { url: path }));
  }
}

async function* exports(): AsyncGenerator<Case> {
  const place = { base: 'http://lists.example.org/', address: 'list@lists.example.org', list: 'list' };
  for (const path of filesBelow(join(corpus, 'hyperkitty'), /\.mbox\.gz$/)) {
    const { mails } = await readExport(readFileSync(path), place, place.base, true);
    for (const { hash, message } of mails) yield caseOf(`${nameOf(path)}#${hash}`, message);
  }
}

async function* inChunks(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function caseOf(name: string, { body, from, attachments }: Message): Case {
  return { name, body, authorName: from.name, notices: attachments.flatMap(({ notice }) => notice ?? []) };
}

/** How a message is judged, and what is wrong with it. */
function judge({ body, authorName, notices }: Case): { readonly way: Way; readonly problem: string | undefined } {
  // Of HTML every passage is looked at: what is set aside cannot be told from its source as easily as in a text.
  const kinds = body.kind === 'html' ? everything : keep;
  const converted = fromBody(body, { redact: false, authorName, notices, keep: kinds });
  const markdown = renderBlocks(converted.blocks);
  if (body.kind === 'html') return { way: 'HTML', problem: unlikeHtml(body.html, markdown) };
  const { text, flowed = false, delSp = false } = body;
  expect(converted.spans.map((span) => text.slice(span.from, span.to)).join('')).toBe(text);
  const kept = keptText(text, converted, keep);
  const document = htmlWithin(text);
  if (document) return { way: 'HTML', problem: unlikeParts(document, markdown) };
  const signed = text.includes('-----BEGIN PGP SIGNED MESSAGE-----');
  const problem = unfaithful(kept, markdown, { flowed, delSp, signed });
  if (problem === undefined || !isMarkdown(toLines(ownText(text, converted)))) return { way: 'text', problem };
  if (!markdownSigns.test(text)) return { way: 'text', problem: `read as Markdown, which it is not: ${problem}` };
  return { way: 'Markdown', problem: unfaithful(kept, markdown, { markdown: true }) };
}

/** What nobody types but in Markdown. `#` before a line is a comment as often as a heading, and dashes are a line of some table. */
const markdownSigns =
  /\]\((?:https?:|\/|#)[^)\s]*\)|^ {0,3}```[\w-]*$|^\[[^\]]+\]: https?:|(?<![\w*])\*\*\p{L}[^*\n]*\*\*(?![\w*])/mu;

/** What stands before, in and after a mail in HTML that a text holds: from its start, or below the header lines of a MIME part. */
function htmlWithin(text: string): readonly [string, string, string] | undefined {
  const start =
    /(?:^|^Content-Type: *text\/html[^\n]*\n(?:(?:Content-|[ \t])[^\n]*\n)*\n+)(?=[ \t]*<(?:!doctype html|html)\b)/im.exec(
      text,
    );
  if (!start || (start.index > 0 && start[0] === '')) return undefined;
  const from = start.index + start[0].length;
  const length = text.slice(from).search(/<\/html>/i);
  if (length < 0) return undefined;
  const to = from + length + '</html>'.length;
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

function unlikeParts([before, html, after]: readonly [string, string, string], markdown: string): string | undefined {
  return firstDifference([...wordsOf(before), ...wordsOf(textOfHtml(html)), ...wordsOf(after)], visibleWords(markdown));
}

function ownText(text: string, converted: Converted): string {
  return keptText(text, converted, new Set<SpanType>(['own', 'forward']));
}

function unlikeHtml(html: string, markdown: string): string | undefined {
  return firstDifference(wordsOf(textOfHtml(html)), visibleWords(markdown));
}

/** What a browser shows of a mail's HTML. */
function textOfHtml(html: string): string {
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true } });
  $('script, style, head, title, noscript, template, [hidden]').remove();
  $('*').each((_, element) => {
    const style = $(element).attr('style') ?? '';
    if (/display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(style)) $(element).remove();
  });
  $('img').each((_, element) => {
    $(element).replaceWith(` ${$(element).attr('alt') ?? ''} `);
  });
  $('ol').each((_, list) => {
    $(list)
      .children('li')
      .each((index, element) => {
        $(element).prepend(`${Number($(list).attr('start') ?? 1) + index} `);
      });
  });
  $('br, p, div, td, th, li, tr, h1, h2, h3, h4, h5, h6, pre, blockquote, hr').before(' ').after(' ');
  return $.root().text();
}

// Without the archives beside the project these say so and are skipped.
describe.skipIf(!existsSync(corpus))('real archives in ../shared/corpus (skipped where it is absent)', () => {
  it('are shown as they are, message by message', { timeout: 300_000 }, async () => {
    const wrong = new Map<string, string>();
    const counts: Record<Way, number> = { text: 0, Markdown: 0, HTML: 0 };
    for (const source of [pipermail, mboxes, exports])
      for await (const message of source()) {
        const { way, problem } = judge(message);
        counts[way]++;
        if (problem !== undefined) wrong.set(message.name, problem);
      }
    const all = counts.text + counts.Markdown + counts.HTML;
    const ways = Object.entries(counts).map(([way, count]) => `${count} ${way}`);
    process.stderr.write(`faithful: ${all - wrong.size} of ${all} messages (${ways.join(', ')})\n`);
    const unknown = [...wrong].filter(([name]) => exceptions[name] === undefined);
    expect(unknown.map(([name, problem]) => `${name}: ${problem}`)).toEqual([]);
    expect(Object.keys(exceptions).filter((name) => !wrong.has(name))).toEqual([]);
  });
});
