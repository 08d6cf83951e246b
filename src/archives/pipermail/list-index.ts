/** A list's `index.html`: which volumes there are and where their text lies. */
import { decodePage } from './decode-page.js';
import { periodOf } from './links.js';

/** One volume of a list. */
export interface VolumeEntry {
  /** `2012-February` */
  readonly name: string;
  readonly url: string;
  /** The text of the whole volume; null where the list keeps none. */
  readonly textUrl: string | null;
}

/** Reads a list's index in its order (newest first). Null when the page is not one. */
export function readListIndex(bytes: Uint8Array, contentType: string, listUrl: string): VolumeEntry[] | null {
  const html = decodePage(bytes, contentType).head;
  const texts = new Map<string, string>();
  for (const [, name = '', ending = ''] of html.matchAll(/href="([\w-]+)(\.txt(?:\.gz)?)"/gi)) {
    if (!texts.has(name) || ending === '.txt.gz') texts.set(name, `${listUrl}${name}${ending}`);
  }
  const volumes = new Map<string, VolumeEntry>();
  for (const [, name = ''] of html.matchAll(/href="([\w-]+)\/(?:thread|date|subject|author|index)?(?:\.html?)?"/gi)) {
    if (volumes.has(name) || periodOf(name) === null) continue;
    volumes.set(name, { name, url: `${listUrl}${name}/`, textUrl: texts.get(name) ?? null });
  }
  return volumes.size > 0 || /<title>/i.test(html) ? [...volumes.values()] : null;
}
