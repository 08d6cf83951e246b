/** Mails read elsewhere (threads, perhaps) while what lies between them keeps its place. */
import type { Issue } from '../issues.js';
import { readInTurn } from '../mail/read-mails.js';
import type { Message } from '../model.js';
import type { MailBytes, ReadMails } from './kind.js';

/** A mail to be read, with what is to be remembered of it; or something that passes as it is. */
export type Load<Note, Passed> = { readonly mail: MailBytes; readonly note: Note } | { readonly passed: Passed };

/** The same, once the mail was read. */
export type Unloaded<Note, Passed> =
  | { readonly read: Message | Issue; readonly note: Note }
  | { readonly passed: Passed };

/** What passes is handed out in runs of this length while no mail is being read. */
const RUN = 200;

/** Hands on what comes in its order, each mail read. */
export async function* readInOrder<Note, Passed>(
  loads: AsyncIterable<Load<Note, Passed>>,
  readMails: ReadMails = readInTurn,
): AsyncGenerator<Unloaded<Note, Passed>, void, undefined> {
  const line = waitingLine<Note, Passed>();
  const results = readMails(line.mailsOf(loads))[Symbol.asyncIterator]();
  try {
    for (let next = results.next(); ; ) {
      // A failure is met where it is waited for, not while something else is.
      next.catch(() => undefined);
      const result = await Promise.race([next, line.isLong()]);
      yield* line.takePassed();
      if (result === 'long') continue;
      if (result.done === true) return;
      yield { read: result.value, note: line.takeNote() };
      next = results.next();
    }
  } finally {
    line.close();
    await results.return?.();
  }
}

/** What waits for the mail before it to be read, in its order. */
function waitingLine<Note, Passed>() {
  let waiting: ({ readonly note: Note } | { readonly passed: Passed })[] = [];
  /** How many of those that wait are mails. */
  let mails = 0;
  let isClosed = false;
  let report: () => void = () => undefined;
  let long = new Promise<'long'>((resolve) => {
    report = () => resolve('long');
  });
  let goOn: () => void = () => undefined;

  return {
    /** The mails of what comes; the rest joins the line. A line of such alone is handed out before more of it is asked for. */
    async *mailsOf(loads: AsyncIterable<Load<Note, Passed>>): AsyncIterable<MailBytes> {
      for await (const load of loads) {
        if (isClosed) return;
        if ('mail' in load) {
          mails += 1;
          waiting.push({ note: load.note });
          yield load.mail;
        } else {
          waiting.push(load);
          if (mails > 0 || waiting.length < RUN) continue;
          const taken = new Promise<void>((resolve) => {
            goOn = resolve;
          });
          report();
          await taken;
        }
      }
    },
    /** Resolves when a run of what passes waits to be taken. */
    isLong: (): Promise<'long'> => long,
    /** What stands before the first mail of the line. */
    *takePassed(): Iterable<{ readonly passed: Passed }> {
      const end = waiting.findIndex((each) => 'note' in each);
      const first = waiting.splice(0, end < 0 ? waiting.length : end);
      for (const each of first) if ('passed' in each) yield each;
      long = new Promise<'long'>((resolve) => {
        report = () => resolve('long');
      });
      goOn();
    },
    takeNote(): Note {
      const first = waiting.shift();
      if (first === undefined || !('note' in first)) throw new Error('More mails were read than there are.');
      mails -= 1;
      return first.note;
    },
    close(): void {
      isClosed = true;
      waiting = [];
      goOn();
    },
  };
}
