/**
 * Mails whose every line a person has labelled (fixtures/spans), and how well a sorting of their lines agrees with the labels.
 * The file format is told in fixtures/spans/ORIGIN.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Span, SpanType } from '../../src/model.js';

export interface LabelledLine {
  /** Undefined for a blank line, which nobody labels. */
  readonly label: SpanType | undefined;
  readonly text: string;
}

export interface LabelledMail {
  readonly id: string;
  readonly shows: string;
  readonly author: string;
  readonly flowed: boolean;
  readonly delSp: boolean;
  readonly lines: readonly LabelledLine[];
  readonly text: string;
}

export function readLabelled(folder: string): LabelledMail[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split(/^(?==== )/m))
    .filter((part) => part.startsWith('=== '))
    .map(readMail);
}

function readMail(part: string): LabelledMail {
  const [head = '', ...rows] = part.replace(/\n+$/, '').split('\n');
  const [id = '', shows = '', author = '', ...flags] = head
    .slice(4)
    .split('|')
    .map((field) => field.trim());
  const lines = rows.map((row): LabelledLine => {
    const bar = row.indexOf('|');
    const label = row.slice(0, bar).trim();
    return { label: label === '.' ? undefined : (label as SpanType), text: row.slice(bar + 1) };
  });
  return {
    id,
    shows,
    author: author.replace(/^author:\s*/, ''),
    flowed: flags.some((flag) => flag.includes('flowed')),
    delSp: flags.some((flag) => flag.includes('delsp')),
    lines,
    text: `${lines.map((line) => line.text).join('\n')}\n`,
  };
}

export interface Verdict {
  readonly line: LabelledLine;
  readonly label: SpanType;
  readonly found: SpanType;
}

/** Each labelled line beside what the spans say of it. */
export function compare(mail: LabelledMail, spans: readonly Span[]): Verdict[] {
  const verdicts: Verdict[] = [];
  let at = 0;
  for (const line of mail.lines) {
    const span = spans.find(({ from, to }) => from <= at && at < to);
    if (line.label !== undefined) {
      const found = span?.type ?? 'own';
      // What greets or signs off inside a forwarded mail is the forwarded author's.
      const inForward = line.label === 'forward' && (found === 'greeting' || found === 'signoff');
      verdicts.push({ line, label: line.label, found: inForward ? 'forward' : found });
    }
    at += line.text.length + 1;
  }
  return verdicts;
}
