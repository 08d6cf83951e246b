/** What goes wrong with the store's file, in one sentence that names it and says what to do. */
import { StopRun, UsageError } from '../errors.js';
import { reasonOf } from './files.js';

/** SQLite's words (neither driver gives its codes alike), and ours. Where none fits, its own stand. */
const KINDS: readonly { readonly words: RegExp; readonly sentence: (path: string, dir: string) => string }[] = [
  {
    words: /not a database|malformed|corrupt|unsupported file format|no such (table|column)|JSON|memory access/i,
    sentence: (path) => `${path} is damaged; delete it and run \`listpress sync\` again, which makes it anew.`,
  },
  {
    words: /is full|ENOSPC|EDQUOT/i,
    sentence: (path) => `The disk is full, so ${path} cannot be written; make room and run again.`,
  },
  {
    words: /readonly|read-only|permission|EACCES|EPERM|EROFS|unable to open|could not open/i,
    sentence: (path, dir) => `${path} cannot be opened for writing; make it and the folder ${dir} writable.`,
  },
  {
    words: /disk I\/O error/i,
    sentence: (path) =>
      `${path} cannot be read or written (disk I/O error); look whether the disk is full or failing, and run again.`,
  },
];

/** The sentence for an error of SQLite's or of the system's. */
export function describeStoreFailure(path: string, error: unknown): string {
  const words = error instanceof Error ? `${'code' in error ? error.code : ''} ${error.message}` : String(error);
  const dir = path.replace(/[/\\][^/\\]*$/, '');
  const kind = KINDS.find((each) => each.words.test(words));
  return (
    kind?.sentence(path, dir) ??
    `${path} cannot be used (${reasonOf(error)}); if that stays so, delete it and run \`listpress sync\` again.`
  );
}

/** SQLite's errors and the system's, and what reading a damaged row throws; anything else is a mistake of ours and passes. */
function isOfTheFile(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    ['SQLite3Error', 'SyntaxError', 'RuntimeError'].includes(error.name) ||
    code === 'ERR_SQLITE_ERROR' ||
    'syscall' in error
  );
}

/** Runs work on the store; when its file fails, that ends the command before it starts (`opening`) or the run. */
export function orExplain<T>(path: string, opening: boolean, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isOfTheFile(error)) throw error;
    const sentence = describeStoreFailure(path, error);
    throw opening ? new UsageError(sentence, { cause: error }) : new StopRun(sentence, { cause: error });
  }
}
