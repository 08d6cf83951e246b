/** What a reader sees of Markdown, by a renderer that is not ours: micromark, with GitHub's extensions. */
import { load } from 'cheerio';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

export function renderHtml(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

export function visibleText(markdown: string): string {
  return load(renderHtml(markdown)).text();
}
