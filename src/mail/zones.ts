/** What a zone in a Date header means. */

/** Minutes east of UTC. */
export interface Zone {
  readonly minutes: number;
  readonly certain: boolean;
}

/** RFC 5322 §4.3 gives these eight (and UT, GMT) one meaning in a Date header; the others here are used by one region alone. */
const KNOWN: Readonly<Record<string, number>> = {
  UT: 0,
  GMT: 0,
  UTC: 0,
  Z: 0,
  WET: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  NST: -210,
  NDT: -150,
  WEST: 60,
  CET: 60,
  MET: 60,
  CEST: 120,
  MEST: 120,
  METDST: 120,
  EET: 120,
  SAST: 120,
  EEST: 180,
  MSK: 180,
  MSD: 240,
  YEKT: 300,
  NPT: 345,
  HKT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  ACST: 570,
  AEST: 600,
  ACDT: 630,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
};

/** Claimed by several countries; read as the one that most mail meant, and marked as uncertain. */
const LIKELY: Readonly<Record<string, number>> = {
  BST: 60,
  IST: 330,
  SGT: 480,
  AST: -240,
  ADT: -180,
  BRT: -180,
  ART: -180,
};

/** The largest real offset, +1400; beyond it the clock of the sender said something else. */
const FURTHEST = 14 * 60;

/**
 * The offset that a zone names. A missing zone, a word that nobody knows and the military letters (whose sign RFC 822 had wrong)
 * are read as UTC and uncertain, as RFC 5322 §4.3 asks; null for a number that is no offset (`+9900`).
 */
export function offsetOf(zone: string | undefined): Zone | null {
  const name = zone?.trim().toUpperCase() ?? '';
  const numeric = /^([+-])(\d{2})(\d{2})$/.exec(name);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
    if (Number(numeric[3]) > 59 || Number(numeric[2]) > 23) return null;
    return { minutes: numeric[1] === '-' ? 0 - minutes : minutes, certain: minutes <= FURTHEST };
  }
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (known !== undefined) return { minutes: known, certain: true };
  const likely = Object.hasOwn(LIKELY, name) ? LIKELY[name] : undefined;
  return { minutes: likely ?? 0, certain: false };
}
