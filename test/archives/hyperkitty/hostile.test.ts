/** What a server, or a mail on it, may say to lead us astray or keep us busy. */
import { describe, expect, it } from 'vitest';
import { readEmail } from '../../../src/archives/hyperkitty/api.js';
import { archiveAt } from '../../../src/archives/hyperkitty/archive.js';
import { type ListPlace, placeOf } from '../../../src/archives/hyperkitty/links.js';
import { emailsIn } from '../../../src/archives/hyperkitty/listing.js';
import { needsHtml } from '../../../src/archives/hyperkitty/message.js';
import { readMessagePage, threadsOfMonthPage } from '../../../src/archives/hyperkitty/message-page.js';
import { ALWAYS } from '../../../src/archives/hyperkitty/periods.js';
import type { GetPage } from '../../../src/model.js';

const LIST = 'http://lists.example.org/hyperkitty/list/summit@lists.example.org/';
const HASH = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const url = `${LIST}message/${HASH}/`;

describe('the address of an attachment', () => {
  const emailWith = (download: string) =>
    readEmail(JSON.stringify({ message_id_hash: HASH, message_id: 'a@b', attachments: [{ name: 'a', download }] }));

  it.each(['5/../../../../../admin/', '5/..', '5/%2e%2e', '5/.%2E/', '5/a%2f..%2fb', '5/a\\b', '5/a?b', '5/a#b', '5/'])(
    'is not %s',
    (path) => expect(emailWith(`${url}attachment/${path}`)?.attachments).toEqual([]),
  );

  it.each(['5/plan.html', '5/a%20b.txt', '12/...txt'])('may be %s', (path) => {
    expect(emailWith(`${url}attachment/${path}`)?.attachments[0]?.path).toBe(path);
  });

  it('on a page is below the message, on its own host', () => {
    const links = [
      `/hyperkitty/list/summit@lists.example.org/message/${HASH}/attachment/5/plan.html`,
      `http://evil.example/hyperkitty/list/summit@lists.example.org/message/${HASH}/attachment/5/plan.html`,
      `/hyperkitty/list/summit@lists.example.org/message/${HASH}/attachment/../../../../admin`,
      `javascript:alert("/message/${HASH}/attachment/")`,
    ].map((href) => `<li><a href='${href}'>plan.html</a> (text/html)</li>`);
    const source = `<div><div class="email-header" id="${HASH}"></div><div class="email-body">x</div><ul class="attachments-list">${links.join('')}</ul></div>`;
    const page = readMessagePage(source, HASH, url);
    expect(page?.attachments.map((each) => each.url)).toEqual([`${url}attachment/5/plan.html`]);
  });
});

describe('a server that never comes to an end', () => {
  it('with one page for every offset and a count that lies is asked for two', async () => {
    let asked = 0;
    const results = [1, 2].map((day) => ({
      message_id_hash: HASH.slice(day),
      message_id: `${day}@example.org`,
      date: `2012-02-0${day}T00:00:00Z`,
    }));
    const get: GetPage = async ({ url: address, role }) => {
      asked += 1;
      if (asked > 50) throw new Error('It is asked without end.');
      const body = new Blob([JSON.stringify({ count: 1e12, next: `${address}&more`, results })]);
      return { role, origin: { url: address, sha256: 'ab' }, contentType: 'application/json', body };
    };
    const { emails } = await emailsIn(ALWAYS, archiveAt(placeOf(LIST) as ListPlace, get));
    expect(emails).toHaveLength(2);
    expect(asked).toBe(2);
  });
});

describe('hostile text costs no more than its length', () => {
  it.each([
    // A rule and a few long lines, which is an ordinary mail, took for ever.
    ['a footer of long lines', () => needsHtml(htmlMail(`${'_'.repeat(40)}\n${`${'a '.repeat(2000)}\n`.repeat(8)}`))],
    [
      'a footer of blank lines',
      () => needsHtml(htmlMail(`${'\n'.repeat(100_000)}${'_'.repeat(40)}\n${'\n'.repeat(100_000)}x`)),
    ],
    ['threads without an end', () => threadsOfMonthPage(`<a name="${HASH}" `.repeat(60_000))],
  ])('%s', (_, read) => {
    const before = performance.now();
    read();
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it('and a footer is still a footer', () => {
    const rule = '_'.repeat(47);
    expect(needsHtml(htmlMail(`\n${rule}\nSummit mailing list\nsummit@example.org\nhttp://example.org\n`))).toBe(true);
    expect(needsHtml(htmlMail(`${rule}\n1\n2\n3\n4\n5\n6`))).toBe(true);
    expect(needsHtml(htmlMail(`${rule}\n1\n2\n3\n4\n5\n6\n7`))).toBe(false);
    expect(needsHtml(htmlMail(`Hello\n${rule}\n1\n`))).toBe(false);
  });
});

function htmlMail(text: string) {
  const attachment = { name: 'a.html', type: 'text/html', url: null, size: null };
  return { body: { kind: 'text', text }, attachments: [attachment] } as const;
}
