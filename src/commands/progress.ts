/** Progress: one live line on a terminal, a plain line for each page elsewhere with `--verbose`, nothing with `--quiet`. */
import type { CrawlEvent } from '../crawl/receipt.js';
import type { CommonOptions, Io } from './io.js';

export interface Progress {
  readonly show: (event: CrawlEvent) => void;
  /** Takes the live line away. */
  end(): void;
}

const FROM = { network: 'read', 'not-modified': 'unchanged', cache: 'kept' } as const;

export function createProgress({ quiet, verbose, json }: CommonOptions, { err, terminal }: Io): Progress {
  const live = terminal.isTTY && !quiet && !verbose && !json;
  // Some terminals do not know their width and say 0.
  const columns = (terminal.columns || 80) - 1;
  let pages = 0;
  let drawn = false;

  return {
    show(event) {
      if (event.type === 'page') pages += 1;
      if (verbose) {
        const line = verboseLine(event);
        if (line !== null) err(`${line}\n`);
      } else if (live) {
        const waiting = event.type === 'retry' ? 'waiting for ' : '';
        const head = `Reading · ${pages} page${pages === 1 ? '' : 's'} · ${waiting}`;
        err(`\r\u{1b}[2K${head.slice(0, columns)}${shorten(event.url, columns - head.length)}`);
        drawn = true;
      } else if (!quiet && !json && event.type === 'page') {
        err(`Reading ${event.url}\n`);
      }
    },
    end() {
      if (drawn) err('\r\u{1b}[2K');
      drawn = false;
    },
  };
}

function verboseLine(event: CrawlEvent): string | null {
  switch (event.type) {
    case 'request':
      return null;
    case 'redirect':
      return `  redirect  ${event.url} → ${event.to}`;
    case 'retry':
      return `  retry ${event.attempt} in ${Math.round(event.waitMs / 100) / 10} s  ${event.url}`;
    case 'page':
      return `  ${FROM[event.from].padEnd(9)} ${event.url}${event.bytes > 0 ? ` (${event.bytes} bytes)` : ''}`;
  }
}

/** The end of an address says more than its start. */
function shorten(text: string, columns: number): string {
  if (text.length <= columns) return text;
  return columns < 2 ? '' : `…${text.slice(1 - columns)}`;
}
