/** Words on a screen: what strangers wrote made harmless, numbers and times as people read them. */
import colours from 'picocolors';
import type { Terminal } from './io.js';

/** Control characters (an escape sequence begins with one), and the marks that make a line run the other way. */
const UNPRINTABLE = /[\p{Cc}\u{2028}\u{2029}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/u;
const RUN = new RegExp(`${UNPRINTABLE.source}+`, 'gu');
const EACH = new RegExp(UNPRINTABLE.source, 'gu');
const EACH_BUT_LINES = new RegExp(`(?![\\n\\t])${UNPRINTABLE.source}`, 'gu');

/** Text that a stranger wrote is no command to the terminal: on one line, without control characters. */
export function printable(text: string): string {
  return text.replace(RUN, ' ');
}

/** The same, character for character, so that ranges of the text stay where they are. */
export function harmless(text: string): string {
  return text.replace(EACH, ' ');
}

/** The same for a text of many lines. */
export function harmlessLines(text: string): string {
  return text.replace(EACH_BUT_LINES, ' ');
}

/** JSON whose text no terminal obeys and no reader of lines breaks in two; the data are the same. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u{7f}-\u{9f}\u{2028}\u{2029}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export type Colours = ReturnType<typeof colours.createColors>;

/** Colours for what goes to this terminal; none where there is no terminal. */
export function coloursFor(terminal: Terminal): Colours {
  return colours.createColors(terminal.isTTY && (terminal.colours ?? true));
}

/** How wide text is set: a terminal's width within reason. Some terminals do not know theirs and say 0. */
export function widthOf(terminal: Terminal, most = 100): number {
  return Math.max(40, Math.min(terminal.columns || 80, most));
}

/** `1 message`, `33,240 messages` */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${inThousands(count)} ${count === 1 ? noun : nouns}`;
}

/** `33,240` */
export function inThousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `750 bytes`, `12 kB`, `3.4 MB` */
export function inBytes(count: number): string {
  if (count < 1000) return plural(count, 'byte');
  if (count < 1_000_000) return `${Math.round(count / 1000)} kB`;
  return `${Math.round(count / 100_000) / 10} MB`;
}

/** `8 s`, `3 min`, `1 h 20 min` */
export function inTime(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How many columns a text takes: those of East Asia's full width take two (UAX #11), marks, joiners and colours none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text.replace(COLOUR, ''))
    columns += ZERO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

/** What picocolors puts around a text. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\u{200b}-\u{200d}\u{feff}]$/u;
const WIDE =
  /^[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

/** The beginning of a text that fits, with `…` where something was left out. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let shown = '';
  let taken = 1;
  for (const character of text) {
    taken += columnsOf(character);
    if (taken > columns) break;
    shown += character;
  }
  return columns < 1 ? '' : `${shown.trimEnd()}…`;
}

/** Text broken between words to a width, later lines indented. What is before the first word stays; addresses are never broken. */
export function wrap(text: string, columns: number, indent: string): string {
  const lead = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = lead;
  for (const word of text.slice(lead.length).split(' ')) {
    // A mark (`!`) does not stand alone on its line, however long the address after it.
    if (line.trim().length > 1 && columnsOf(line) + 1 + columnsOf(word) > columns) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line.trim() === '' ? `${line}${word}` : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
