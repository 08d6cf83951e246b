/** Drafts on the disk. A person's edit wins: what was edited is never written over, and the new version is laid beside it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { type CarriedFile, type Companion, readCompanion, sha256, writeCompanion } from '../posts/companion.js';
import { freeName } from '../posts/slug.js';
import { isLink, readIfThere, writeAtomic } from './files.js';

/** What saving a draft came to. */
export interface Saved {
  readonly status: 'written' | 'refreshed' | 'unchanged' | 'laid-beside';
  /** The name of the file that holds the new text: the draft's own, or the one laid beside it. */
  readonly newName: string;
}

/** A file to lie in the draft's folder. */
export interface FileToSave extends CarriedFile {
  readonly content: Uint8Array;
}

/** The three names of a draft in its folder. */
export function pathsOf(out: string, stem: string): { draft: string; companion: string; folder: string } {
  return {
    draft: join(out, `${stem}.md`),
    companion: join(out, `${stem}.listpress.yaml`),
    folder: join(out, stem),
  };
}

/**
 * The stem for a draft of these sources: the wanted one, or with a number where that is the draft of quite other messages (the same
 * subject on the same day). `isOurs` tells whether a source that a companion names is one of them.
 */
export async function chooseStem(
  out: string,
  wanted: string,
  isOurs: (source: Companion['sources'][number]) => boolean,
): Promise<string> {
  for (let number = 1; ; number += 1) {
    const stem = number === 1 ? wanted : `${wanted}-${number}`;
    const companion = readCompanion((await readText(pathsOf(out, stem).companion)) ?? '');
    if (companion === null || companion.sources.length === 0 || companion.sources.some(isOurs)) return stem;
  }
}

/**
 * Saves a draft, its files and its companion. `text` is the whole post. The draft is written when there is none or the one there is
 * as it was generated; else the text goes to `….new.md` (or `….new-2.md`, when that was edited too).
 */
export async function saveDraft(
  out: string,
  stem: string,
  text: string,
  companion: Companion,
  files: readonly FileToSave[],
): Promise<Saved> {
  const paths = pathsOf(out, stem);
  for (const path of Object.values(paths)) {
    if (await isLink(path)) throw new UsageError(`${path} is a symbolic link; remove it or choose another --out.`);
  }
  const there = await readText(paths.draft);
  const earlier = readCompanion((await readText(paths.companion)) ?? '');
  // Files first: a draft never points at an image that is not there yet.
  for (const file of files) await saveFile(out, file);

  // A companion that had been lost knows of no generated text: then even an empty file is somebody's.
  const asGenerated = earlier !== null && earlier.generated !== '' && there === earlier.generated;
  if (there === null || there === text || asGenerated) {
    if (there !== text) await writeAtomic(paths.draft, text);
    const beside = earlier?.beside ?? [];
    const written = writeCompanion({ ...companion, beside });
    if ((await readText(paths.companion)) !== written) await writeAtomic(paths.companion, written);
    const status = there === null ? 'written' : there === text ? 'unchanged' : 'refreshed';
    return { status, newName: `${stem}.md` };
  }

  const newName = await layBeside(out, stem, text, earlier?.beside ?? []);
  // The companion keeps the text that the edit began from: it is what a merge needs.
  const kept = earlier ?? { ...companion, generated: '' };
  const beside = [...kept.beside.filter(({ path }) => path !== newName), { path: newName, sha256: sha256(text) }];
  await writeAtomic(paths.companion, writeCompanion({ ...kept, beside }));
  return { status: 'laid-beside', newName };
}

/** A text file, its line ends as we write them: git on Windows checks files out with others, and that is nobody's edit. */
async function readText(path: string): Promise<string | null> {
  return (await readIfThere(path))?.toString('utf8').replaceAll('\r\n', '\n') ?? null;
}

async function layBeside(out: string, stem: string, text: string, earlier: Companion['beside']): Promise<string> {
  const edited = new Set<string>();
  for (;;) {
    const name = freeName(`${stem}.new.md`, (candidate) => edited.has(candidate));
    const there = await readText(join(out, name));
    const ours = earlier.find(({ path }) => path === name)?.sha256;
    if (there === text) return name;
    if (there === null || sha256(there) === ours) {
      await writeAtomic(join(out, name), text);
      return name;
    }
    edited.add(name);
  }
}

/** A file that is there with other bytes is somebody's: it stays, and the caller chose a name that is free. */
async function saveFile(out: string, file: FileToSave): Promise<void> {
  const path = join(out, ...file.path.split('/'));
  await mkdir(join(path, '..'), { recursive: true }).catch(() => undefined);
  const there = await readIfThere(path);
  if (there === null) await writeAtomic(path, file.content);
}

/**
 * The name for a file in a draft's folder: `wanted`, or with a number where that name is another file's. `reserved` holds the names
 * given away in this run, in lower case.
 */
export async function chooseFileName(
  folder: string,
  wanted: string,
  digest: string,
  reserved: ReadonlySet<string>,
): Promise<string> {
  const others = new Set(reserved);
  for (;;) {
    const name = freeName(wanted, (candidate) => others.has(candidate.toLowerCase()));
    const there = await readIfThere(join(folder, name));
    if (there === null || sha256(there) === digest) return name;
    others.add(name.toLowerCase());
  }
}
