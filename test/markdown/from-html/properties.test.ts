/** Whatever order the marks of mail programs come in: every word is in one span, and shown where its span is kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHtml, renderBlocks } from '../../../src/markdown/index.js';
import type { SpanType } from '../../../src/model.js';
import { everything } from '../../helpers/span-types.js';
import { decodeEntities, toHtml, visibleText, wordsOf } from '../visible.js';

const tag = fc.constantFrom(
  'div class="gmail_quote"',
  'div class="gmail_attr"',
  'div class="gmail_signature"',
  'blockquote type="cite"',
  'blockquote',
  'blockquote style="margin:0 0 0 40px;border:none"',
  'div class="moz-cite-prefix"',
  'div class="moz-forward-container"',
  'pre class="moz-signature"',
  'div style="border:none;border-top:solid #E1E1E1 1.0pt"',
  'div id="divRplyFwdMsg"',
  'div id="Signature"',
  'div class="yahoo_quoted"',
  'div',
  'p',
  'pre',
  'pre',
  'b',
  'a href="https://example.org/"',
  'ul',
  'li',
  'table',
  'tr',
  'td colspan=2',
  'td',
  'th rowspan=2',
  'h3',
  'code',
  'br class="Apple-interchange-newline"',
  'br',
  'hr',
);
const words = fc.constantFrom(
  'ropes ',
  'the\nlamps ',
  '-- ',
  '&gt; quoted ',
  'Ann',
  'On Mon, Feb 6, 2012 at 18:42, Ann wrote:',
  'From: Ann',
  'Date: today',
  'Subject: x',
  'Hi all,',
  '---------- Forwarded message ----------',
  '&amp;lt;',
  'b&nbsp;',
  '| * _a_ [x]',
  '[10:00:01] &lt;ann&gt; hi',
);
const mail = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: words },
    { weight: 3, arbitrary: tag.map((name) => `<${name}>`) },
    { weight: 1, arbitrary: tag.map((name) => `</${name.split(' ')[0]}>`) },
  ),
  { maxLength: 40 },
);

/** Letters and digits, in their order: tags may part words or not. */
function saidIn(html: string): string {
  return wordsOf(decodeEntities(html.replace(/<[^<>]*>/g, ' '))).join('');
}

describe('any mail', () => {
  it('has each block in one span, and shows the words of the spans that are kept', () => {
    fc.assert(
      fc.property(mail, fc.subarray([...everything], { minLength: 1 }), (parts, kept) => {
        const html = parts.join('');
        const keep = new Set<SpanType>(kept);
        const { blocks, spans } = fromHtml(html, { keep, redact: false, authorName: 'Ann Keller' });
        expect(spans.map((span) => html.slice(span.from, span.to)).join('')).toBe(html);
        for (const [index, span] of spans.entries()) expect(span.type).not.toBe(spans[index + 1]?.type);
        for (const block of blocks) {
          const span = spans.find(({ from, to }) => block.from >= from && block.from < to);
          expect(keep.has(span?.type ?? 'own')).toBe(true);
        }
        const said = spans
          .filter((span) => keep.has(span.type))
          .map((span) => saidIn(html.slice(span.from, span.to)))
          .join('');
        expect(wordsOf(visibleText(toHtml(renderBlocks(blocks)))).join('')).toBe(said);
      }),
      { numRuns: 500 },
    );
  });
});
