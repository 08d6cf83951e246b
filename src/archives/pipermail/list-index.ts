/** A list's `index.html`: which volumes there are and where their text lies. */
import { decodeIndex } from './decode-page.js';
import { onOneLine, textOf } from './html-text.js';
import { periodOf } from './links.js';

/** One volume of a list. */
export interface VolumeEntry {
  /** `2012-February` */
  readonly name: string;
  readonly url: string;
  /** The text of the whole volume; null where the list keeps none. */
  readonly textUrl: string | null;
  /** What the index says of the text, its size in it (`[ Gzip'd Text 15 KB ]`): another one is another text. Null without a size. */
  readonly label: string | null;
}

const TEXT_LINK = /href="([\w-]{1,40})(\.txt(?:\.gz)?)"[^>]{0,200}>([^<]{0,200})/gi;

const NO_TEXT = { textUrl: null, label: null };

/** Reads a list's index in its order (newest first). Null when the page is not one. */
export function readListIndex(bytes: Uint8Array, contentType: string, listUrl: string): VolumeEntry[] | null {
  const { html } = decodeIndex(bytes, contentType);
  const texts = new Map<string, Pick<VolumeEntry, 'textUrl' | 'label'>>();
  for (const [, name = '', ending = '', shown = ''] of html.matchAll(TEXT_LINK)) {
    if (texts.has(name) && ending !== '.txt.gz') continue;
    texts.set(name, {
      textUrl: `${listUrl}${name}${ending}`,
      label: /\d/.test(shown) ? onOneLine(textOf(shown)) : null,
    });
  }
  const volumes = new Map<string, VolumeEntry>();
  for (const [, name = ''] of html.matchAll(/href="([\w-]+)\/(?:thread|date|subject|author|index)?(?:\.html?)?"/gi)) {
    if (volumes.has(name) || periodOf(name) === null) continue;
    volumes.set(name, { name, url: `${listUrl}${name}/`, ...(texts.get(name) ?? NO_TEXT) });
  }
  return volumes.size > 0 || /<title>/i.test(html) ? [...volumes.values()] : null;
}
