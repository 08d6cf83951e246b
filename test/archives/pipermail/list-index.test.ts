import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readListIndex } from '../../../src/archives/pipermail/list-index.js';
import { bytesOf } from '../../helpers/pipermail.js';
import { fixture } from '../../helpers/run-cli.js';

const BASE = 'https://lists.example.org/pipermail/summit/';
const read = (html: string) => readListIndex(bytesOf(html), 'text/html', BASE);

describe('readListIndex', () => {
  it('reads the bundled archive’s, newest first', () => {
    const bytes = new Uint8Array(readFileSync(fixture('archive/www/pipermail/members/index.html')));
    expect(readListIndex(bytes, 'text/html', BASE)).toEqual([
      {
        name: '2012-March',
        url: `${BASE}2012-March/`,
        textUrl: `${BASE}2012-March.txt`,
        label: expect.stringMatching(/^\[ Text \d+ \w+ \]$/),
      },
      {
        name: '2012-February',
        url: `${BASE}2012-February/`,
        textUrl: `${BASE}2012-February.txt.gz`,
        label: expect.stringMatching(/^\[ Gzip'd Text \d+ \w+ \]$/),
      },
    ]);
  });

  it('reads every form of volume, whatever the labels say', () => {
    const row = (volume: string, text: string) =>
      `<tr><td>Février :</td><td><a href="${volume}/thread.html">[ スレッド ]</a></td><td>${text}</td></tr>`;
    const html = `<title>Les archives</title><table>
      ${row('2012q1', '<A HREF="2012q1.txt.gz">[ Texte gzippé 15 Ko ]</A>')}
      ${row('Week-of-Mon-20120206', '<a href="Week-of-Mon-20120206.txt">[ Text 3 KB ]</a>')}
      ${row('20120206', '')}
      ${row('2011', '<a href="2011.txt">x</a><a href="2011.txt.gz">y</a>')}
    </table>`;
    expect(read(html)).toEqual([
      {
        name: '2012q1',
        url: `${BASE}2012q1/`,
        textUrl: `${BASE}2012q1.txt.gz`,
        label: '[ Texte gzippé 15 Ko ]',
      },
      {
        name: 'Week-of-Mon-20120206',
        url: `${BASE}Week-of-Mon-20120206/`,
        textUrl: `${BASE}Week-of-Mon-20120206.txt`,
        label: '[ Text 3 KB ]',
      },
      { name: '20120206', url: `${BASE}20120206/`, textUrl: null, label: null },
      // No size is no sign of change.
      { name: '2011', url: `${BASE}2011/`, textUrl: `${BASE}2011.txt.gz`, label: null },
    ]);
  });

  it('takes no other link for a volume', () => {
    const html = `<title>x</title><a href="attachments/index.html">a</a><a href="Old-February/thread.html">b</a>
      <a href="https://evil.example.com/2012-February/thread.html">c</a><a href="../2012-May/thread.html">d</a>`;
    expect(read(html)).toEqual([]);
  });

  it('is empty for a list without messages and null for what is no page', () => {
    expect(read('<HTML><HEAD><title>The Summit Archives</title></HEAD><p>No messages yet</p></HTML>')).toEqual([]);
    expect(read('not found')).toBeNull();
  });
});
