/** How well lines are sorted, against labels written without a look at the program (fixtures/spans). The figures are printed. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromText } from '../../../src/markdown/index.js';
import type { SpanType } from '../../../src/model.js';
import { compare, readLabelled, type Verdict } from '../labelled.js';

const mails = readLabelled(join(import.meta.dirname, '../../../fixtures/spans'));
const verdicts = mails.flatMap((mail) => {
  const { text, flowed, delSp, author } = mail;
  return compare(mail, fromText(text, { flowed, delSp, authorName: author }).spans);
});

const scored: readonly SpanType[] = [
  'own',
  'quote',
  'attribution',
  'signature',
  'footer',
  'pgp',
  'forward',
  'log',
  'greeting',
  'signoff',
];

const count = (is: (verdict: Verdict) => boolean): number => verdicts.filter(is).length;
const scores = scored.map((type) => {
  const right = count(({ label, found }) => label === type && found === type);
  const labelled = count(({ label }) => label === type);
  return { type, precision: right / count(({ found }) => found === type), recall: right / labelled, labelled };
});

describe('the lines of labelled mails', () => {
  it('are many, in six languages', () => {
    expect(mails.length).toBeGreaterThanOrEqual(120);
    expect(new Set(mails.map(({ id }) => id.slice(0, 2))).size).toBe(6);
    const rows = scores.map(
      ({ type, precision, recall, labelled }) =>
        `${type.padEnd(12)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  (${labelled} lines)`,
    );
    console.info(`${mails.length} labelled mails\n${rows.join('\n')}`);
  });

  it.each(scores)('$type: precision and recall are 0.97 at least', ({ precision, recall, labelled }) => {
    expect(labelled).toBeGreaterThan(20);
    expect(precision).toBeGreaterThanOrEqual(0.97);
    expect(recall).toBeGreaterThanOrEqual(0.97);
  });

  it('never take an author’s own words for anything else', () => {
    expect(verdicts.filter(({ label, found }) => label === 'own' && found !== 'own')).toEqual([]);
  });
});
