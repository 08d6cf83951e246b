/** The lists of a host, as its API names them; it names none that are private. */
import { GiveUpOnPage } from '../../errors.js';
import type { GetPage } from '../../model.js';
import { readLists } from './api.js';
import { API_PAGE } from './archive.js';
import type { ListPlace } from './links.js';

/** The lists below a prefix. Throws `GiveUpOnPage`, naming the prefix, when there is no HyperKitty. */
export async function readHost(base: string, get: GetPage): Promise<ListPlace[]> {
  const addresses = new Set<string>();
  for (;;) {
    const before = addresses.size;
    const page = readLists(await textOf(`${base}api/lists/?limit=${API_PAGE}&offset=${before}`, base, get));
    if (page === null) throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url: base, role: 'API' });
    for (const address of page.items) addresses.add(address);
    if (page.total === null || addresses.size >= page.total || addresses.size === before) break;
  }
  return [...addresses].map((address) => ({ base, address, list: address.slice(0, address.indexOf('@')) }));
}

async function textOf(url: string, base: string, get: GetPage): Promise<string> {
  try {
    return await (await get({ url, role: 'list-index' })).body.text();
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    const { issue } = error;
    throw new GiveUpOnPage('url' in issue ? { ...issue, url: base } : issue, { cause: error });
  }
}
