/** Options and config brought together: an option of the command line counts for more than the file. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Config, defaultConfig } from '../config/settings.js';
import { UsageError } from '../errors.js';
import { isSystemError, readIfThere, reasonOf } from '../store/files.js';
import type { CommonOptions, Io } from './io.js';

const CONFIG_NAME = 'listpress.yaml';

/** The config that `--config` names, else `listpress.yaml` in this folder, else what holds without one. */
export async function loadConfig({ config: named }: CommonOptions, { cwd }: Io): Promise<Config> {
  const path = named ?? CONFIG_NAME;
  const text =
    named === undefined ? await readIfThere(resolve(cwd, path)) : await readNamed(resolve(cwd, named), named);
  if (text === null) return defaultConfig;
  const { readConfig } = await import('../config/read-config.js');
  return readConfig(text.toString('utf8'), path);
}

async function readNamed(path: string, shown: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = isSystemError(error, 'ENOENT') ? 'there is no such file' : reasonOf(error);
    throw new UsageError(`Cannot read the config ${shown}: ${reason}. Check --config.`, { cause: error });
  }
}
