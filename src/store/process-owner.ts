/** Processes as owners of files: how one names itself, and how to tell whether it still lives. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import process from 'node:process';
import { threadId } from 'node:worker_threads';
import { isSystemError } from './files.js';

export interface Owner {
  readonly pid: number;
  readonly thread: number;
  /** Where the process number means something: the host and, on Linux, the container. */
  readonly host: string;
  /** Tells a process from a later one with its number; '' where the system does not say. */
  readonly birth: string;
  /** When it took the file. */
  readonly since: string;
}

/** A file of another host's that nobody touched for so long is nobody's. Owners touch theirs several times in it. */
const FOREIGN_MS = 120_000;
/** A file is made and then written; between the two it is empty. */
const EMPTY_MS = 5000;

let birthOfUs: string | null = null;

export function ourselves(): Owner {
  birthOfUs ??= birthOf(process.pid);
  return { pid: process.pid, thread: threadId, host: here(), birth: birthOfUs, since: new Date().toISOString() };
}

export function readOwner(text: string): Owner | null {
  try {
    const { pid, thread, host, birth, since } = JSON.parse(text) as Partial<Owner>;
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof since !== 'string') return null;
    return { pid, thread: thread ?? 0, host, birth: birth ?? '', since };
  } catch {
    return null;
  }
}

/** Whether the owner of a file, last touched then (ms since 1970), does not live any more. In doubt it does. */
export function isGone(owner: Owner | null, touched: number): boolean {
  const age = Date.now() - touched;
  if (owner === null) return age > EMPTY_MS;
  if (owner.host !== here()) return age > FOREIGN_MS;
  if (!isRunning(owner.pid)) return true;
  const birth = birthOf(owner.pid);
  if (birth === DEAD) return true;
  if (birth !== '' && owner.birth !== '') return birth !== owner.birth;
  // The machine was started since, and the number is somebody else's now. A minute for clocks that were set.
  return age > (uptime() + 60) * 1000;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isSystemError(error, 'ESRCH');
  }
}

let place: string | null = null;

function here(): string {
  place ??= [hostname(), attempt(() => readlinkSync('/proc/self/ns/pid'))].filter((part) => part !== '').join(' ');
  return place;
}

/** A process that ended and that its parent did not ask about yet; its number still answers. */
const DEAD = 'dead';

/** Linux: which start of the machine, and how many ticks after it (proc(5), field 22 of stat); `DEAD` for a zombie. */
function birthOf(pid: number): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program's name, which may hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return DEAD;
  const ticks = fields[19] ?? '';
  return boot === '' || ticks === '' ? '' : `${boot} ${ticks}`;
}

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
