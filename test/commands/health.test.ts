/** The health report of a list's archives. */
import { describe, expect, it } from 'vitest';
import { healthOf, healthText } from '../../src/commands/health.js';
import type { Issue } from '../../src/issues.js';
import type { ArchiveStore, StoredList } from '../../src/store/archive-store.js';
import { aMessage } from '../helpers/fake-writer.js';

const archiveUrl = 'http://lists.example.org/pipermail/summit/';
const page = (number: number) => `${archiveUrl}2012-February/00${number}.html`;
const list = { name: 'summit', archives: [{ url: archiveUrl }], messages: 1234 } as unknown as StoredList;

function storeWith(issues: readonly Issue[], duplicates = 0): ArchiveStore {
  return {
    issues: () => issues.map((issue) => ({ archiveUrl, volume: null, issue })),
    duplicates: () => duplicates,
    messages: () => [
      { message: aMessage('a'), alternateUrls: [] },
      { message: aMessage('b', { url: page(1084) }), alternateUrls: [page(2084)] },
    ],
  } as unknown as ArchiveStore;
}

describe('healthOf', () => {
  it('counts each thing that is wrong, with up to three places where it can be seen', () => {
    const dead = [1, 2, 3, 4].map((number) => ({ code: 'INDEX_ENTRY_DEAD', url: page(number), status: 404 }) as const);
    const lost = { code: 'CHARACTERS_LOST', url: page(9), count: 2 } as const;
    const { list: name, archives, messages, findings } = healthOf(list, storeWith([lost, ...dead]));
    expect({ name, archives, messages }).toEqual({ name: 'summit', archives: [archiveUrl], messages: 1234 });
    expect(findings).toEqual([
      {
        topic: 'Dead index entries',
        count: 4,
        meaning: expect.stringMatching(/\.$/),
        examples: [page(1), page(2), page(3)],
      },
      { topic: 'Broken characters', count: 1, meaning: expect.stringMatching(/\.$/), examples: [page(9)] },
    ]);
  });

  it('counts what the store sees of the whole list', () => {
    expect(healthOf(list, storeWith([], 7)).findings).toEqual([
      {
        topic: 'Messages at more than one address',
        count: 7,
        meaning: expect.stringContaining('rebuilt'),
        examples: [`${page(1084)} = ${page(2084)}`],
      },
    ]);
  });

  it('leaves out what is not about the archive', () => {
    expect(healthOf(list, storeWith([{ code: 'AUTHOR_UNMAPPED', name: 'Ann' }])).findings).toEqual([]);
  });

  it.each([
    { code: 'MESSAGE_NOT_INDEXED', url: archiveUrl, subject: 'x' },
    { code: 'MESSAGE_CUT', url: archiveUrl },
    { code: 'COUNT_WRONG', url: archiveUrl, declared: 2, listed: 3 },
    { code: 'DATE_IMPOSSIBLE', url: archiveUrl, value: '1904' },
    { code: 'DATE_UNREADABLE', url: archiveUrl, value: null },
    { code: 'LETTERS_REPLACED', url: archiveUrl, count: 3 },
    { code: 'ATTACHMENT_MISSING', url: archiveUrl, message: page(1), reason: 'x' },
    { code: 'NO_ARCHIVE_ASKED', url: archiveUrl },
    { code: 'SERVER_FAILED', url: archiveUrl, status: 503 },
  ] as const)('has a topic for $code', (issue) => {
    expect(healthOf(list, storeWith([issue])).findings).toMatchObject([{ count: 1, examples: [archiveUrl] }]);
  });
});

describe('healthText', () => {
  it('can be mailed: 80 columns, addresses aside, and no control character of a stranger', () => {
    const url = 'mail/\u{1b}]0;x\u{7}.mbox';
    const text = healthText(healthOf(list, storeWith([{ code: 'LETTERS_REPLACED', url, count: 3 }], 2)));
    expect(text).toContain('How the archive of summit is\n============================\n');
    expect(text).toContain('1,234 messages');
    expect(text).toContain('Texts with lost letters: 1\n');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    for (const line of text.split('\n')) if (!line.includes('http')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('says so when nothing is wrong', () => {
    expect(healthText(healthOf(list, storeWith([])))).toContain('Nothing is wrong with it that Listpress can see.');
  });
});
