/** The disk: whole files or none. */
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../errors.js';

/** Whether an error is the system's with this code (`ENOENT`). */
export function isSystemError(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/**
 * A file's bytes; null when there is none.
 * @throws {UsageError} when something is there that cannot be read, naming it.
 */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return null;
    throw new UsageError(`Cannot read ${path}: ${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * Writes a file so that at every moment its name holds the old or the new content, whole: into a neighbour, flushed, then renamed.
 * @throws {UsageError} when the place cannot be written, naming it.
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const neighbour = join(dirname(path), `.${basename(path).slice(0, 60)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(neighbour, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(neighbour, path);
  } catch (error) {
    await rm(neighbour, { force: true }).catch(() => undefined);
    throw cannotWrite(path, error);
  }
}

/** Checks that a folder can be made and written, before anything is fetched for it. */
export async function assertWritable(folder: string): Promise<void> {
  const probe = join(folder, `.listpress-${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await (await open(probe, 'wx')).close();
    await rm(probe);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Whether a path is a symbolic link: writing through one would write elsewhere. */
export async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota is used up',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'a file is in the way',
    EISDIR: 'a folder is in the way',
    ENAMETOOLONG: 'the name is too long',
    ENOENT: 'there is no such file',
    ELOOP: 'symbolic links go in a circle',
  }),
);

/** Why the system refused, in plain words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return REASONS.get('code' in error ? String(error.code) : '') ?? error.message;
}

function cannotWrite(path: string, cause: unknown): UsageError {
  return new UsageError(`Cannot write ${path}: ${reasonOf(cause)}. Choose another folder with --out.`, { cause });
}
