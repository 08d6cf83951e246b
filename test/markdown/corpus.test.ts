import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromHtml, fromText, renderBlocks, unwrapScrubbedHtml } from '../../src/markdown/index.js';
import { decodeEntities, firstDifference, keptText, toHtml } from './visible.js';

const corpus = join(import.meta.dirname, '../../../shared/corpus/pipermail');
const keep = new Set(['own', 'quote', 'attribution', 'forward', 'log']);
const perList = 40;

function filesBelow(folder: string, name: RegExp): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((entry) => {
      const path = join(folder, entry);
      if (statSync(path).isDirectory()) return filesBelow(path, name);
      return name.test(entry) ? [path] : [];
    });
}

function articleText(page: string): string | undefined {
  const article = /<!--beginarticle-->\s*<PRE>([\s\S]*?)<\/PRE>/i.exec(page)?.[1];
  return article === undefined ? undefined : decodeEntities(article.replace(/<[^>]+>/g, ''));
}

// Without the archives beside the project these say so and are skipped.
describe.skipIf(!existsSync(corpus))('real archives in ../shared/corpus (skipped where it is absent)', () => {
  const lists = existsSync(corpus) ? readdirSync(corpus) : [];

  it.each(lists)('%s: the same words in the same order', (list) => {
    const pages = filesBelow(join(corpus, list), /^\d{6}\.html$/);
    const step = Math.max(1, Math.floor(pages.length / perList));
    const differences: string[] = [];
    let read = 0;
    for (let index = 0; index < pages.length; index += step) {
      const text = articleText(readFileSync(pages[index] ?? '', 'utf8'));
      if (text === undefined) continue;
      read++;
      const converted = fromText(text, { redact: false });
      expect(converted.spans.map((span) => text.slice(span.from, span.to)).join('')).toBe(text);
      const difference = firstDifference(keptText(text, converted, keep), renderBlocks(converted.blocks));
      if (difference) differences.push(`${pages[index]?.slice(corpus.length)}: ${difference}`);
    }
    expect(read).toBeGreaterThan(0);
    expect(differences).toEqual([]);
  });

  it('scrubbed HTML attachments become Markdown without a tag in sight', () => {
    for (const path of filesBelow(corpus, /^attachment.*\.html$/)) {
      const html = unwrapScrubbedHtml(readFileSync(path, 'utf8'));
      expect(html).not.toContain('&nbsp;&nbsp;&lt;');
      const shown = toHtml(renderBlocks(fromHtml(html).blocks));
      expect(shown).not.toMatch(/&lt;(?:html|body|p|div|br)\b/i);
    }
  });
});
