/** Progress of a sync: one live line on a terminal, a plain line for each volume that was read elsewhere, nothing with `--quiet`. */
import type { VolumeOutcome } from '../archives/kind.js';
import type { CrawlEvent } from '../crawl/receipt.js';
import type { Instant } from '../model.js';
import type { VolumeChange } from '../store/archive-store.js';
import type { CommonOptions, Io } from './io.js';
import { createProgress, type Progress } from './progress.js';
import { cutTo, inThousands, inTime, plural, printable } from './terminal.js';

export interface SyncProgress extends Progress {
  /** A list begins; `volumes` is how many it has, where that is known. */
  list(name: string, volumes: number | null): void;
  volume(name: string): void;
  message(): void;
  volumeEnd(outcome: VolumeOutcome, change: VolumeChange): void;
  /** Another process is writing the store, since this instant ('' where nobody knows). */
  waitFor(pid: number, since: Instant | ''): void;
}

/** The least time between two drawings of the live line, in ms. */
const REDRAW_MS = 100;

export function createSyncProgress(options: CommonOptions, io: Io): SyncProgress {
  const { err, terminal, now } = io;
  const { quiet, verbose, json } = options;
  const live = terminal.isTTY && !quiet && !verbose && !json;
  const plain = !live && !quiet && !json;
  const columns = (terminal.columns || 80) - 1;
  // With --verbose every page has its line, as for a draft.
  const pages = verbose ? createProgress(options, io) : null;

  let name = '';
  let volumes: number | null = null;
  let volume = '';
  let done = 0;
  let messages = 0;
  let messagesOfVolume = 0;
  let began = now();
  let waiting = '';
  let drawnAt: number | null = null;

  function draw(always = false): void {
    if (!live || (!always && drawnAt !== null && now() - drawnAt < REDRAW_MS)) return;
    drawnAt = now();
    err(`\r\u{1b}[2K${cutTo(printable(lineNow()), columns)}`);
  }

  function lineNow(): string {
    const took = now() - began;
    const place = volumes === null ? `${done + 1}` : `${Math.min(done + 1, volumes)}/${volumes}`;
    const rate = took > 1000 && messages > 0 ? `${inThousands(Math.round((messages * 1000) / took))}/s` : '';
    const left = volumes !== null && took > 2000 && done > 0 ? (took / done) * (volumes - done) : 0;
    const pieces = [
      name === '' ? 'Looking' : name,
      volume === '' ? '' : `${volume} ${place}`,
      messages === 0 ? '' : plural(messages, 'message'),
      rate,
      left > 0 ? `${inTime(left)} left` : '',
      waiting,
    ];
    return pieces.filter((piece) => piece !== '').join(' · ');
  }

  return {
    list(listName, count) {
      [name, volumes, volume] = [listName, count, ''];
      [done, messages, began] = [0, 0, now()];
      draw();
    },
    volume(volumeName) {
      volume = volumeName;
      messagesOfVolume = 0;
      draw();
    },
    message() {
      messages += 1;
      messagesOfVolume += 1;
      // A clock costs more than a count.
      if (messages % 64 === 0) draw();
    },
    volumeEnd(outcome, { added, changed, gone }) {
      done += 1;
      if (plain && (outcome !== 'unchanged' || verbose)) {
        const changes = [`${inThousands(added)} new`, ...(changed > 0 ? [`${inThousands(changed)} changed`] : [])];
        if (gone > 0) changes.push(`${inThousands(gone)} gone`);
        const end = { read: '', extended: '', unchanged: ', unchanged', incomplete: ', incomplete' }[outcome];
        const count = plural(messagesOfVolume, 'message');
        // A file is a list of one volume; its name is enough once.
        const place = name === volume || name.endsWith(`/${volume}`) ? name : `${name} ${volume}`;
        err(`${printable(`${place}: ${count}, ${changes.join(', ')}${end}`)}\n`);
      }
      draw();
    },
    waitFor(pid, since) {
      const time = since === '' ? '' : `, which has been syncing for ${inTime(Math.max(0, now() - Date.parse(since)))}`;
      const sentence = `Waiting for process ${pid}${time}`;
      waiting = '';
      if (live) {
        drawnAt = now();
        err(`\r\u{1b}[2K${cutTo(sentence, columns)}`);
      } else if (plain) err(`${sentence}.\n`);
    },
    show(event) {
      if (pages !== null) pages.show(event);
      waiting = waitingFor(event);
      draw(event.type === 'retry');
    },
    end() {
      pages?.end();
      if (drawnAt !== null) err('\r\u{1b}[2K');
      drawnAt = null;
    },
  };
}

/** What the run waits for after this event, in words. */
function waitingFor(event: CrawlEvent): string {
  switch (event.type) {
    case 'request':
      return `asking ${hostOf(event.url)}`;
    case 'retry':
      return `${hostOf(event.url)} failed, asking again in ${inTime(event.waitMs)}`;
    case 'redirect':
    case 'page':
      return '';
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
