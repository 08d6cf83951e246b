/** A batch of mails that a thread is to read, and what of it is read already. */
import type { MailBytes } from '../archives/kind.js';
import type { Issue } from '../issues.js';
import type { Message } from '../model.js';
import { arrived, type PackedMails, packMails, type ReadBatch } from './wire.js';

/** Keeps the mails until all are read: a thread that fails takes its copy with it. */
export class Job {
  readonly number: number;
  readonly bytes: number;
  /** Rejects with what is no fault of a mail. */
  readonly done: Promise<readonly (Message | Issue)[]>;
  readonly #mails: readonly MailBytes[];
  readonly #read: (Message | Issue | null)[];
  #resolve: (read: readonly (Message | Issue)[]) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(number: number, mails: readonly MailBytes[]) {
    this.number = number;
    this.bytes = mails.reduce((sum, mail) => sum + mail.bytes.length, 0);
    this.#mails = mails;
    this.#read = mails.map(() => null);
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // It may fail before anybody waits for it.
    this.done.catch(() => undefined);
  }

  /** What is still to be read. */
  pack(): PackedMails {
    return packMails(
      this.number,
      this.#left().map((index) => this.#mail(index)),
    );
  }

  /** Takes what a thread read of it. */
  settle({ read }: ReadBatch): void {
    const left = this.#left();
    for (const [at, one] of read.entries()) {
      const index = left[at] ?? 0;
      if ('fault' in one) {
        this.fail(new Error(`Reading ${this.#mail(index).url} failed: ${one.fault}`));
        return;
      }
      this.#read[index] = 'code' in one ? one : arrived(one);
    }
    this.#resolveIfRead();
  }

  /** Gives up on one of the mails that are left: the thread that read it is no more. Returns whether others are left. */
  giveUp(at: number, reason: string): boolean {
    const index = this.#left()[at] ?? 0;
    this.#read[index] = { code: 'FILE_UNREADABLE', url: this.#mail(index).url, reason };
    return !this.#resolveIfRead();
  }

  fail(error: unknown): void {
    this.#reject(error);
  }

  #resolveIfRead(): boolean {
    const read = this.#read.filter((one) => one !== null);
    if (read.length < this.#read.length) return false;
    this.#resolve(read);
    return true;
  }

  #left(): number[] {
    return this.#read.flatMap((one, index) => (one === null ? [index] : []));
  }

  #mail(index: number): MailBytes {
    const mail = this.#mails[index];
    if (mail === undefined) throw new Error(`There is no mail ${index} in batch ${this.number}.`);
    return mail;
  }
}
