/** What a link to mail in files names: a file or a folder, and its volumes, one after the other. */
import { GiveUpOnPage } from '../../errors.js';
import type { GetPage } from '../../model.js';
import { readFolder } from '../folder-listing.js';
import type { ArchiveLink } from '../kind.js';
import { beginsAsMail, listIn } from './first-mails.js';
import { type FolderVolume, volumesOf } from './folder.js';
import { addressIn, type FileVolume, missing, once, openFile, volumeOfFile, volumeOfMaildir } from './volumes.js';

export interface FileArchive {
  /** As the pages name it: the path from where the user is. */
  readonly url: string;
  /** What the first mails say, where they agree. */
  readonly list: string | null;
  /** How many volumes there are at most. */
  readonly size: number;
  /** To be asked for once. */
  readonly volumes: AsyncIterable<FileVolume>;
}

/** Opens what a link names. @throws GiveUpOnPage when there is no such file or folder. */
export async function openArchive(link: ArchiveLink, get: GetPage): Promise<FileArchive> {
  if (link.form !== 'list') {
    const volume = volumeOfFile(await openFile(link.url, get));
    return { url: volume.ref.url, list: await listIn(volume), size: 1, volumes: once(volume) };
  }
  const page = await get({ url: link.url, role: 'folder' });
  const { url } = page.origin;
  const planned = volumesOf(readFolder(await page.body.text()));
  const volumes = openAll(link.url, url, planned, get)[Symbol.asyncIterator]();
  const first = await volumes.next();
  const list = first.done === true ? null : await listIn(first.value);
  return { url, list, size: planned.length, volumes: goOn(first, volumes) };
}

async function* goOn<T>(first: IteratorResult<T, void>, rest: AsyncIterator<T, void>): AsyncIterable<T> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

/** Opens the volumes of a folder as they are asked for; files that are no mail are left out. */
async function* openAll(
  folder: string,
  shown: string,
  planned: readonly FolderVolume[],
  get: GetPage,
): AsyncGenerator<FileVolume, void, undefined> {
  for (const volume of planned) {
    const url = pathIn(shown, volume.path);
    switch (volume.type) {
      case 'maildir':
        yield volumeOfMaildir(volume, url, folder, get);
        break;
      case 'closed':
        yield missing(url, { code: 'FILE_UNREADABLE', url, reason: volume.reason });
        break;
      case 'file': {
        const opened = await openOne(addressIn(folder, volume.path), url, get);
        if ('ref' in opened) yield opened;
        else if (volume.certain || beginsAsMail(opened.mails)) yield volumeOfFile(opened);
      }
    }
  }
}

async function openOne(address: string, shown: string, get: GetPage) {
  try {
    return await openFile(address, get);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    return missing(shown, error.issue);
  }
}

/** A path below the folder as it is shown; `.` is the folder where the user is. */
function pathIn(folder: string, path: string): string {
  if (path === '') return folder;
  return folder === '.' ? path : `${folder}/${path}`;
}
