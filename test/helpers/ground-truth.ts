/** What a reader of the bundled archive should find, told from the mails that it was built from. */
import { readFileSync } from 'node:fs';
import { fixture } from './run-cli.js';

export interface TrueMessage {
  readonly url: string;
  readonly list: string;
  readonly volume: string;
  readonly message_id: string | null;
  readonly subject_sent: string;
  readonly author: string;
  readonly date_utc: string | null;
  readonly replies_to: string | null;
}

/** In the archive's order: list, volume, number. */
export const truth = (
  JSON.parse(readFileSync(fixture('archive/expected/messages.json'), 'utf8')) as {
    messages: readonly TrueMessage[];
  }
).messages;

export const truthOf = (list: string) => truth.filter((message) => message.list === list);
