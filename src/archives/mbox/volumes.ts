/** The volumes of mail in files: a file that is opened, a maildir whose files are opened one by one, and what cannot be opened. */
import { createHash } from 'node:crypto';
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import type { GetPage } from '../../model.js';
import { ahead } from '../ahead.js';
import type { VolumeRef } from '../kind.js';
import { type FolderVolume, nameForGood } from './folder.js';
import { type Mails, openMails } from './mails.js';

/** A mail of a volume, or why a part of the volume cannot be had. */
export type Found =
  | {
      readonly type: 'mail';
      readonly bytes: Uint8Array;
      /** What its issues name: `file.mbox#12`. */
      readonly url: string;
      /** Its number in the volume, the first is 1. */
      readonly number: number;
    }
  | { readonly type: 'missing'; readonly issue: Issue };

export interface FileVolume {
  readonly ref: VolumeRef;
  /** Changes whenever the mails may have; null where nobody can say. */
  readonly stamp: string | null;
  mails(): AsyncIterable<Found>;
}

export interface OpenFile {
  readonly url: string;
  readonly sha256: string;
  readonly mails: Mails;
}

/** Opens a file, without reading on. @throws GiveUpOnPage when it cannot be had. */
export async function openFile(url: string, get: GetPage): Promise<OpenFile> {
  const { origin, body } = await get({ url, role: /\.eml$/i.test(url) ? 'message' : 'volume-text' });
  return { ...origin, mails: await openMails(body, origin.url) };
}

export function volumeOfFile({ url, sha256, mails }: OpenFile): FileVolume {
  return {
    ref: refOf(url),
    stamp: sha256,
    async *mails() {
      let number = 0;
      try {
        for await (const bytes of mails.mails()) {
          number += 1;
          // All mails of a file have its address; the number says which of them an issue means.
          yield { type: 'mail', bytes, url: mails.isMbox ? `${url}#${number}` : url, number };
        }
      } catch (error) {
        if (!(error instanceof GiveUpOnPage)) throw error;
        yield { type: 'missing', issue: error.issue };
      }
    },
  };
}

/** Files of a maildir that are opened at a time. */
const AT_A_TIME = 8;

export function volumeOfMaildir(
  { files }: Extract<FolderVolume, { type: 'maildir' }>,
  url: string,
  folder: string,
  get: GetPage,
): FileVolume {
  const stamp = createHash('sha256');
  // Flags change, and a mail moves from `new` to `cur`, without any mail being another.
  for (const file of files) stamp.update(`${nameForGood(file)} ${file.bytes} ${file.changed}\n`);
  return {
    ref: refOf(url),
    stamp: stamp.digest('hex'),
    async *mails() {
      let number = 0;
      for await (const found of ahead(files, AT_A_TIME, ({ path }) => mailOfFile(addressIn(folder, path), get))) {
        number += 1;
        if (found !== null) yield found.type === 'mail' ? { ...found, number } : found;
      }
    },
  };
}

/** The one mail of a file; null when the file is empty. */
async function mailOfFile(address: string, get: GetPage): Promise<Found | null> {
  try {
    const { origin, body } = await get({ url: address, role: 'message' });
    const { mails } = await openMails(body, origin.url, true);
    for await (const bytes of mails()) return { type: 'mail', bytes, url: origin.url, number: 1 };
    return null;
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    const { issue } = error;
    if (issue.code !== 'PAGE_MISSING') return { type: 'missing', issue };
    // A mail program that is at work gives its mails other flags, which are part of their names.
    const reason = 'it was moved while its folder was read; run the same command again';
    return { type: 'missing', issue: { code: 'FILE_UNREADABLE', url: issue.url, reason } };
  }
}

/** A volume that cannot be had. */
export function missing(url: string, issue: Issue): FileVolume {
  return { ref: refOf(url), stamp: null, mails: () => once({ type: 'missing', issue }) };
}

function refOf(url: string): VolumeRef {
  return { url, name: url.split(/[\\/]/).at(-1) ?? url, from: null, to: null };
}

/** The address of a file below a folder. */
export function addressIn(folder: string, path: string): string {
  return folder + path.split('/').map(encodeURIComponent).join('/');
}

/** One thing, where several are looked for. */
export async function* once<T>(item: T): AsyncGenerator<T, void, undefined> {
  yield item;
}
