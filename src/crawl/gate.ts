/** Asks each origin's robots.txt once a run, and holds every request to it. */
import { GiveUpOnPage } from '../errors.js';
import type { Hosts } from './hosts.js';
import type { RobotsReceipt } from './receipt.js';
import { LONGEST_CRAWL_DELAY, type Rules, readRules, rulesWithout } from './robots.js';

export interface Gate {
  /** Throws `GiveUpOnPage` when the page must not be asked for. */
  check(url: string): Promise<void>;
  receipts(): readonly RobotsReceipt[];
}

export interface GateOptions {
  readonly robotName: string;
  readonly hosts: Hosts;
  /** Gets a robots.txt, `whole` or its first part; throws `GiveUpOnPage`. */
  readonly getRobots: (url: string) => Promise<{ readonly body: Uint8Array; readonly whole: boolean }>;
}

interface Entry {
  readonly asked: Promise<Rules>;
  rules: Rules | null;
  refused: number;
}

export function createGate({ robotName, hosts, getRobots }: GateOptions): Gate {
  const entries = new Map<string, Entry>();

  async function askRules(origin: string): Promise<Rules> {
    const url = `${origin}/robots.txt`;
    try {
      const { body, whole } = await getRobots(url);
      const rules = readRules(url, new TextDecoder().decode(body), robotName, whole);
      if (rules.crawlDelay !== null) {
        hosts.of(url).pace.slowTo(Math.min(rules.crawlDelay, LONGEST_CRAWL_DELAY) * 1000);
      }
      return rules;
    } catch (error) {
      if (error instanceof GiveUpOnPage) return rulesWithout(error);
      throw error;
    }
  }

  function entryOf(origin: string): Entry {
    const known = entries.get(origin);
    if (known !== undefined) return known;
    const entry: Entry = { asked: askRules(origin), rules: null, refused: 0 };
    entries.set(origin, entry);
    return entry;
  }

  return {
    async check(url) {
      const entry = entryOf(new URL(url).origin);
      entry.rules = await entry.asked;
      const issue = entry.rules.refusal(url);
      if (issue === null) return;
      entry.refused += 1;
      throw new GiveUpOnPage(issue);
    },
    receipts() {
      return [...entries].flatMap(([origin, { rules, refused }]) =>
        rules === null ? [] : [{ origin, found: rules.found, crawlDelay: rules.crawlDelay, refused }],
      );
    },
  };
}
