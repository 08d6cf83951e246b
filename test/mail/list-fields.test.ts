import { describe, expect, it } from 'vitest';
import type { Field } from '../../src/mail/headers.js';
import { listOf, permalinkOf } from '../../src/mail/list-fields.js';

const HASH = 'JJIGKPKB6CVDX6B2CUG4IHAJRIQIOUTP';
const ID = '<87myycy5eh.fsf@uwakimon.sk.tsukuba.ac.jp>';
const HYPERKITTY = '<https://lists.example.org/archives/list/summit@lists.example.org/>';

describe('permalinkOf', () => {
  it.each([
    ['Archived-At', [['Archived-At', '<https://a.example/1>']], 'https://a.example/1'],
    [
      'Archived-At before List-Archive',
      [
        ['List-Archive', HYPERKITTY],
        ['Archived-At', 'https://a.example/1'],
      ],
      'https://a.example/1',
    ],
    [
      'the hash of the Message-ID in a HyperKitty',
      [['List-Archive', HYPERKITTY]],
      `https://lists.example.org/archives/list/summit@lists.example.org/message/${HASH}/`,
    ],
    [
      'the hash that Mailman wrote',
      [
        ['List-Archive', HYPERKITTY.replace('archives', 'hyperkitty')],
        ['X-Message-ID-Hash', 'A'.repeat(32)],
      ],
      `https://lists.example.org/hyperkitty/list/summit@lists.example.org/message/${'A'.repeat(32)}/`,
    ],
    [
      'our own where what is written is no hash',
      [
        ['List-Archive', HYPERKITTY],
        ['Message-ID-Hash', '../../admin'],
      ],
      `https://lists.example.org/archives/list/summit@lists.example.org/message/${HASH}/`,
    ],
    ['none in a Pipermail', [['List-Archive', '<https://lists.example.org/pipermail/summit/>']], null],
    ['none without a list', [['List-Archive', '<https://lists.example.org/archives/>']], null],
    ['none elsewhere', [['List-Archive', '<javascript:alert(1)/list/a@b/>']], null],
    ['none', [], null],
  ] satisfies [string, Field[], string | null][])('%s', (_, fields, url) => {
    expect(permalinkOf(fields, ID)).toBe(url);
  });

  it('needs an ID or its hash', () => {
    expect(permalinkOf([['List-Archive', HYPERKITTY]], null)).toBeNull();
    expect(
      permalinkOf(
        [
          ['List-Archive', HYPERKITTY],
          ['Message-ID-Hash', HASH],
        ],
        null,
      ),
    ).toContain(HASH);
  });
});

it('takes a hostile List-Id at once', () => {
  const before = performance.now();
  expect(listOf([['List-Id', `${'a'.repeat(200_000)}!`]])).toBeNull();
  expect(listOf([['List-Id', `The Summit ${'<a>'.repeat(60_000)} <summit.lists.example.org>  `]])).toBe('summit');
  expect(performance.now() - before).toBeLessThan(2000);
});
