/**
 * The clock of the server that filed a volume. Its index counts seconds since 1970 as if its local time were UTC in archives before
 * 2.1, so every mail is off by the zone; by two zones in a volume in which summer time began.
 */
import type { Mail } from './copies.js';
import type { ThreadEntry } from './thread-index.js';
import type { VolumeRecord } from './volume-text.js';

/** The furthest zone, in seconds, and what all zones are multiples of. */
const FURTHEST = 14 * 3600;
const STEP = 900;
/** A subject with more mails within a day is a machine's, and its mails do not tell one another's zone. */
const MOST_NEAR = 200;
/** Two zones, and the one in which somebody rebuilt a part of it. */
const MOST_CLOCKS = 3;
/** An index on time has so few pages of another zone, or without a partner. */
const MOST_LATE = 0.2;
/** A clock that fewer pages bear out is a coincidence, unless the volume has no more. */
const FEWEST_VOTES = 3;

/**
 * By how many seconds the index is ahead of the mails' own dates, the likeliest first. Each page votes for what would put it at the
 * time of a mail with its subject. 0 is always among them, and first where the votes are even.
 */
export function clocksOf(
  entries: readonly ThreadEntry[],
  mails: readonly Mail<VolumeRecord>[],
  keyOf: (subject: string) => string,
): number[] {
  const times = new Map<string, number[]>();
  for (const { first, time } of mails) {
    if (time === null) continue;
    const key = keyOf(first.subject);
    const group = times.get(key);
    if (group === undefined) times.set(key, [time]);
    else group.push(time);
  }
  for (const group of times.values()) if (group.length > 1) group.sort((a, b) => a - b);
  const votes = new Map<number, number>([[0, 0]]);
  const vote = (entry: ThreadEntry) => {
    if (entry.epoch === null) return;
    for (const seconds of aheadOf(entry.epoch, times.get(keyOf(entry.subject)) ?? [])) {
      votes.set(seconds, (votes.get(seconds) ?? 0) + 1);
    }
  };
  // Nearly every index is on time; then only the pages that are not are asked.
  const isLate = ({ epoch, subject }: ThreadEntry) => {
    const group = times.get(keyOf(subject)) ?? [];
    return epoch === null || group[firstFrom(group, epoch)] !== epoch;
  };
  const late = entries.filter(isLate);
  const isOnTime = late.length <= entries.length * MOST_LATE;
  for (const entry of isOnTime ? late : entries) vote(entry);
  return [...votes]
    .filter(([seconds, count]) => seconds === 0 || count >= Math.min(FEWEST_VOTES, entries.length))
    .sort(([a, votesA], [b, votesB]) => votesB - votesA || Math.abs(a) - Math.abs(b))
    .filter(([seconds], index) => seconds === 0 || index < MOST_CLOCKS)
    .map(([seconds]) => seconds)
    .sort((a, b) => (isOnTime ? Number(b === 0) - Number(a === 0) : 0));
}

/** By how many seconds a page is ahead of mails, where a zone may explain it. */
function aheadOf(epoch: number, times: readonly number[]): ReadonlySet<number> {
  return new Set(
    near(times, epoch)
      .map((time) => epoch - time)
      .filter((seconds) => seconds % STEP === 0),
  );
}

/** Of sorted times, those that a zone may explain. */
function near(times: readonly number[], epoch: number): readonly number[] {
  const low = firstFrom(times, epoch - FURTHEST);
  return times.slice(low, low + MOST_NEAR).filter((time) => time <= epoch + FURTHEST);
}

/** Where in sorted times the first stands that is not before this one. */
function firstFrom(times: readonly number[], from: number): number {
  let low = 0;
  for (let high = times.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
