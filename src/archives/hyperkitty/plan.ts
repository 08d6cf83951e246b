/**
 * What a scan of a list asks for. The first one: its years, by one page that names the first and the last. Later ones: what has
 * come or gone since, by one API page of the newest mail, where nothing has.
 */
import type { Instant } from '../../model.js';
import type { Known } from '../kind.js';
import { type Archive, mayAskElsewhere } from './archive.js';
import { type Arrivals, arrivalsAfter } from './arrivals.js';
import { changedParts } from './changes.js';
import { daysBefore, isEmpty, type Period, shared } from './periods.js';
import type { NotedYear } from './recount.js';
import { spanOf } from './span.js';
import { readStamp } from './stamp.js';
import { notedYears, type Year, yearsFrom } from './years.js';

/** Years that are read together, with an open end where the list begins or ends. */
export interface Stretch {
  readonly periods: readonly Period[];
  /** They are volumes of the scan, even where nothing is found. */
  readonly years: readonly Year[];
  /** How many mails the server has of the one year, where it has told. */
  readonly count?: number;
}

export interface Plan {
  /** What is read, and what is as it was noted; by the years they begin with. */
  readonly parts: readonly (Stretch | { readonly unchanged: Year })[];
  /** The hashes of the mail that came last, where it was asked for. */
  readonly newest: readonly string[] | null;
  readonly paged: boolean | null;
}

/** Up to this many mails, a list of all of them (which is what some servers answer, whatever they are asked) is not too long. */
const SHORT_LIST = 1000;
/** Mail is hardly ever longer on its way: what is dated earlier and comes now, only a whole reading of its year finds. */
const LATE_DAYS = 14;

/** Plans the reading of what lies in the window. Throws `GiveUpOnPage` when the list is private or not there. */
export async function planScan(archive: Archive, known: Known, window: Period): Promise<Plan> {
  const noted = notedYears(archive.place(), known).flatMap(({ year, stamp: text }) => {
    const stamp = readStamp(text);
    return stamp === null ? [] : [{ year, stamp }];
  });
  if (noted.length === 0) return { parts: within(await firstParts(archive), window), newest: null, paged: null };
  const arrivals = await arrivalsOf(noted, archive);
  if (arrivals === 'not asked') return { parts: within(tailParts(noted), window), newest: null, paged: pagedOf(noted) };
  const changed = await changedParts(noted, arrivals, archive, window);
  return { parts: within(changed, window), newest: arrivals.newest, paged: arrivals.every === null };
}

export type Parts = Plan['parts'];

function within(parts: Parts, window: Period): Parts {
  return parts.flatMap((part): Parts => {
    if ('unchanged' in part) return isEmpty(shared(part.unchanged.period, window)) ? [] : [part];
    const years = part.years.filter(({ period }) => !isEmpty(shared(period, window)));
    return part.periods.some((period) => !isEmpty(shared(period, window))) ? [{ ...part, years }] : [];
  });
}

async function firstParts(archive: Archive): Promise<Stretch[]> {
  const span = await spanOf(archive);
  if (span === null) return [{ periods: [{ from: null, to: null }], years: [] }];
  const { first, last } = span;
  return yearsFrom(archive.place(), first, last).map((year) => {
    const from = year.number === first ? null : year.period.from;
    const to = year.number === last ? null : year.period.to;
    return { periods: [{ from, to }], years: [year] };
  });
}

/** The API's word on what came, where it may be asked for it. */
async function arrivalsOf(noted: readonly NotedYear[], archive: Archive): Promise<Arrivals | 'not asked'> {
  const count = noted.reduce((sum, { stamp }) => sum + stamp.count, 0);
  try {
    const paged = count <= SHORT_LIST || (pagedOf(noted) ?? (await archive.isPaged()));
    if (!paged) return 'not asked';
    return await arrivalsAfter(new Set(noted.flatMap(({ stamp }) => stamp.last)), archive);
  } catch (error) {
    if (mayAskElsewhere(error)) return 'not asked';
    throw error;
  }
}

function pagedOf(noted: readonly NotedYear[]): boolean | null {
  return noted.findLast(({ stamp }) => stamp.paged !== null)?.stamp.paged ?? null;
}

/** The last days again, which is all that can be asked for where there is no API: deleted and long delayed mail stays unseen. */
function tailParts(noted: readonly NotedYear[]): Parts {
  const from = daysBefore(lastFiled(noted), LATE_DAYS);
  const years = noted.map(({ year }) => year);
  const isBefore = ({ period }: Year) => from !== null && period.to !== null && period.to <= from;
  const parts = years.filter(isBefore).map((unchanged) => ({ unchanged }));
  return [...parts, { periods: [{ from, to: null }], years: years.filter((year) => !isBefore(year)) }];
}

/** When the server took in the last mail; a few mails that are years ahead of all others are of broken clocks. */
function lastFiled(noted: readonly NotedYear[]): Instant | null {
  const honest = noted.filter(
    ({ year, stamp }, index) =>
      stamp.count > 2 || noted.slice(0, index).every((before) => year.number - before.year.number < 2),
  );
  const filed = (honest.length > 0 ? honest : noted).flatMap(({ stamp }) => stamp.filed ?? []);
  return filed.sort().at(-1) ?? null;
}
