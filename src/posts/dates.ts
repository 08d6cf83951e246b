/** The date of a post, as front matter writes it. */
import type { Instant } from '../model.js';

const GIVEN = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:Z| ?[+-](\d{2}):?(\d{2}))?)?$/;

/**
 * A date that a person gave (`2012-03-14`, `2012-03-14 12:30`, with seconds and zone if they like), exactly as they wrote it; null
 * when there is no such day or time.
 */
export function readPostDate(text: string): string | null {
  const match = GIVEN.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', zoneHour = '0', zoneMinute = '0'] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  const onClock = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  // Clocks of Kiribati are 14 hours ahead of UTC, and none is more.
  const isZone = Number(zoneHour) <= 14 && Number(zoneMinute) < 60;
  return exists && onClock && isZone ? text.trim() : null;
}

/** The post date of an instant: `2012-02-07 09:05`, in UTC. */
export function postDateOf(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
}
