/**
 * `user(a)host` for `user@host`: what the export of servers before May 2024 makes of every address in a text, in URLs too, and newer
 * ones do not. Which of the two a server is, is asked once for a list: one text of the API, which has them as they were sent.
 *
 * Of a server that writes `(a)`, every `(a)` between two characters of an address is undone. An author's own would look the same; of
 * 45 such messages on five lists, all 45 came out as the API has them.
 */
import type { Message } from '../../model.js';
import { type Archive, mayAskElsewhere } from './archive.js';
import type { ExportedMail } from './export.js';

/** What the server takes for a part of an address: its own pattern, `[\w.+-]` with Python's `\w`. */
const PART = '[\\p{L}\\p{N}_.+-]';
const ADDRESS = new RegExp(`(?<!${PART})(${PART}+)@(${PART}+)`, 'gu');
const OBSCURED = new RegExp(`(?<=${PART})\\(a\\)(?=${PART})`, 'gu');
/** An address that no such server would have left: its pattern has passed over this place, and nothing before it was in the way. */
const LEFT = new RegExp(`(?<!${PART}|\\(a\\))${PART}+@${PART}`, 'u');

/** What is known of how a list's export writes addresses. */
export interface Addresses {
  /** Null while nobody knows: no text had an address, or nobody could be asked. */
  obscured(): boolean | null;
  /** Learns from the mails of an export; asks the API for one of them, where they leave it open and it `mayAsk`. */
  learn(mails: readonly ExportedMail[], archive: Archive, mayAsk: boolean): Promise<void>;
  /** The message with its text as it was sent, as far as that is known. */
  reveal(message: Message): Message;
}

export function createAddresses(known: boolean | null): Addresses {
  let obscured = known;
  let asked = false;
  return {
    obscured: () => obscured,
    async learn(mails, archive, mayAsk) {
      // No guess: a server that writes `(a)` leaves none, and a newer version of it may be running by now.
      if (mails.some(({ message }) => LEFT.test(textOf(message)))) obscured = false;
      if (obscured !== null || asked || !mayAsk) return;
      const sample = mails.find(({ message }) => textOf(message).search(OBSCURED) >= 0);
      if (sample === undefined) return;
      asked = true;
      obscured = await isObscured(sample, archive);
    },
    reveal(message) {
      const { body } = message;
      if (obscured !== true || body.kind !== 'text') return message;
      return { ...message, body: { ...body, text: body.text.replace(OBSCURED, '@') } };
    },
  };
}

/** Whether the API's text becomes the export's when its addresses are obscured. Null when it will not say. */
async function isObscured({ hash, message }: ExportedMail, archive: Archive): Promise<boolean | null> {
  try {
    const { text } = await archive.email(hash);
    if (text === null) return null;
    const ours = comparable(textOf(message));
    const theirs = comparable(text);
    return theirs !== ours && theirs.replace(ADDRESS, '$1(a)$2') === ours;
  } catch (error) {
    if (!mayAskElsewhere(error)) throw error;
    return null;
  }
}

/** Without what else an export changes: the quoting of `From ` lines, blanks at the end. */
function comparable(text: string): string {
  return text.replace(/^>+From /gm, 'From ').trim();
}

function textOf({ body }: Message): string {
  return body.kind === 'text' ? body.text : '';
}
