/** `.listpress/`: what can be made again. Safe to delete, and never committed by accident. */
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { UsageError } from '../errors.js';
import { reasonOf } from './files.js';

/** Makes the folder, with a `.gitignore` for all that is in it, and a folder of this name in it, whose path comes back. */
export function makeCacheFolder(dir: string, name: string): string {
  const path = join(dir, name);
  try {
    mkdirSync(path, { recursive: true });
    const ignore = join(dir, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new UsageError(
      `The folder ${dir} cannot be written (${reasonOf(error)}); make it writable or run elsewhere.`,
      {
        cause: error,
      },
    );
  }
  return path;
}
