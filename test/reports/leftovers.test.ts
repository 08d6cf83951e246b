import { expect, it } from 'vitest';
import { doubtfulAddresses } from '../../src/reports/leftovers.js';

const url = 'https://lists.example.org/pipermail/summit/2012-February/001084.html';
const source = {
  title: 'Notes',
  author: null,
  date: null,
  url,
  message_id: null,
  list: 'summit',
  origin: { url, sha256: '' },
};

it.each([
  ['Ask ann at example.org.', ['ann at example.org']],
  ['We met at example.org, all of us.', ['met at example.org']],
  ['Ask a… at example.org or xmpp:room at chat.example.org', []],
  ['The room (marek at chat.example.org/desk) at half past two', []],
])('%s', (markdown, values) => {
  const issues = doubtfulAddresses({ blocks: [{ markdown, source: 0 }], sources: [source] });
  expect(issues).toEqual(values.map((value) => ({ code: 'ADDRESS_DOUBTFUL', url, value })));
});

it('does not look at what Listpress wrote itself', () => {
  expect(doubtfulAddresses({ blocks: [{ markdown: 'ann at example.org', source: null }], sources: [source] })).toEqual(
    [],
  );
});
