import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readThreadIndex } from '../../../src/archives/pipermail/thread-index.js';
import { bytesOf, threadEntry, threadPage } from '../../helpers/pipermail.js';
import { fixture } from '../../helpers/run-cli.js';

const BASE = 'https://lists.example.org/pipermail/summit/2012-February/';
const at = (number: number) => `${BASE}${String(number).padStart(6, '0')}.html`;
const read = (html: string) => readThreadIndex(bytesOf(html), 'text/html', BASE) ?? [];
const parents = (html: string) => read(html).map(({ number, parentUrl }) => [number, parentUrl]);

interface Truth {
  readonly url: string;
  readonly number: number;
  readonly subject: string;
  readonly author: string;
  readonly volume: string;
  readonly list: string;
  readonly thread_parent: string | null;
}
const truth: readonly Truth[] = JSON.parse(readFileSync(fixture('archive/expected/messages.json'), 'utf8')).messages;

describe('readThreadIndex', () => {
  it.each([
    'summit/1999-August',
    'summit/2012-January',
    'summit/2012-February',
    'summit/2012-March',
    'members/2012-February',
  ])('reads all of %s, with the tree that its mails make', (place) => {
    const url = `http://lists.example.org/pipermail/${place}/`;
    const bytes = new Uint8Array(readFileSync(fixture(`archive/www/pipermail/${place}/thread.html`)));
    const entries = readThreadIndex(bytes, 'text/html', url) ?? [];
    const expected = truth.filter((row) => row.url.startsWith(url));
    expect(expected.length).toBeGreaterThan(3);
    expect([...entries].sort((a, b) => a.number - b.number)).toEqual(
      expected.map(({ number, url, subject, author, thread_parent }) =>
        expect.objectContaining({ number, url, subject, author, parentUrl: thread_parent, id: null }),
      ),
    );
  });

  it('reads keys with the page’s number: epoch.seq-', () => {
    const html = threadPage(
      threadEntry(12, 'A', 'Ann', '01328547933.12-') +
        threadEntry(13, 'A', 'Bee', '01328547933.12-01328564402.13-', 1) +
        threadEntry(14, 'A', 'Cat', '01328547933.12-01328564402.13-01328602144.14-', 2) +
        threadEntry(15, 'A', 'Dot', '01328547933.12-01328564402.13-01328602144.14-01328610686.15-', 3) +
        threadEntry(16, 'A', 'Eve', '01328547933.12-01328564402.13-01328602144.14-01328610686.15-01328695265.16-', 3),
    );
    expect(parents(html)).toEqual([
      [12, null],
      [13, at(12)],
      [14, at(13)],
      [15, at(14)],
      // The indentation stays at 3; the chain of keys goes on.
      [16, at(15)],
    ]);
    expect(read(html).map(({ epoch }) => epoch)).toEqual([1328547933, 1328564402, 1328602144, 1328610686, 1328695265]);
  });

  it('reads keys with the time alone: epoch-', () => {
    const html = threadPage(
      threadEntry(0, 'A', 'Ann', '00933790447-') + threadEntry(1, 'A', 'Bee', '00933790447-00933858171-', 1),
    );
    expect(read(html)).toMatchObject([
      { epoch: 933790447, id: null, parentUrl: null },
      { epoch: 933858171, id: null, parentUrl: at(0) },
    ]);
  });

  it('reads keys with the Message-ID, dashes and digits in it: epoch/msgid-', () => {
    const first = '01328547933/a-01328547934-b@mail-1.example.org-';
    const second = `${first}01328564402/4F30-13-@example.org-`;
    const third = `${second}01328602144/c@example.org-`;
    const html = threadPage(
      threadEntry(12, 'A', 'Ann', first) +
        threadEntry(13, 'A', 'Bee', second, 1) +
        threadEntry(14, 'A', 'Cat', third, 2),
    );
    expect(read(html)).toMatchObject([
      { id: '<a-01328547934-b@mail-1.example.org>', epoch: 1328547933, parentUrl: null },
      { id: '<4F30-13-@example.org>', epoch: 1328564402, parentUrl: at(12) },
      { id: '<c@example.org>', epoch: 1328602144, parentUrl: at(13) },
    ]);
  });

  it('does not mistake the chain for an id where the parent’s line was taken out', () => {
    const html = threadPage(threadEntry(13, 'A', 'Bee', '01328547933/a@example.org-01328564402/b@example.org-', 1));
    expect(read(html)).toMatchObject([{ id: '<b@example.org>', epoch: 1328564402, parentUrl: null }]);
  });

  it('keeps two messages of one second apart, and gives an answer to the nearer one', () => {
    const html = threadPage(
      threadEntry(12, 'A', 'Ann', '01328547933-') +
        threadEntry(13, 'B', 'Bee', '01328547933-') +
        threadEntry(14, 'B', 'Cat', '01328547933-01328564402-', 1),
    );
    expect(parents(html)).toEqual([
      [12, null],
      [13, null],
      [14, at(13)],
    ]);
  });

  it('reads an index without comments, flat', () => {
    const html = threadPage(
      `<LI> <A HREF="000000.html">One</A> <A NAME="0"></A><I>Ann</I>
       <li><a href="000001.html">Two &amp; three
       </a><a name="1">&nbsp;</a> <i>Bee &lt;b&gt;
       </i>`,
    );
    expect(read(html)).toEqual([
      { url: at(0), number: 0, subject: 'One', author: 'Ann', epoch: null, id: null, parentUrl: null },
      { url: at(1), number: 1, subject: 'Two & three', author: 'Bee <b>', epoch: null, id: null, parentUrl: null },
    ]);
  });

  it('puts a subject that breaks over lines on one', () => {
    const html = threadPage(threadEntry(1, 'One\n\ttwo', 'Ann\n Bee', '01328547933.1-'));
    expect(read(html)).toMatchObject([{ subject: 'One two', author: 'Ann Bee' }]);
  });

  it('is empty for an empty volume and null for another page', () => {
    expect(readThreadIndex(bytesOf(threadPage('')), 'text/html', BASE)).toEqual([]);
    expect(readThreadIndex(bytesOf('<html><title>Moved</title></html>'), 'text/html', BASE)).toBeNull();
  });
});
