import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FolderEntry, readFolder, writeFolder } from '../../src/archives/folder-listing.js';

test('what is written is read, whatever the names', () => {
  const path = fc
    .array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('/'))
    .filter((text) => !/\p{Cs}/u.test(text));
  const entry: fc.Arbitrary<FolderEntry> = fc.oneof(
    fc.record({ type: fc.constant('file' as const), path, bytes: fc.nat(), changed: fc.nat() }),
    fc.record({ type: fc.constant('folder' as const), path }),
    fc.record({ type: fc.constant('closed' as const), path, reason: fc.constant('permission denied') }),
  );
  const list = fc.uniqueArray(entry, { selector: (each) => each.path });
  fc.assert(
    fc.property(list, (entries) => {
      const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
      expect(readFolder(writeFolder(entries))).toEqual(sorted);
    }),
  );
});

test('it is one line for each, in the order of paths, and can be read by a person', () => {
  const text = writeFolder([
    { type: 'file', path: 'b\nc.eml', bytes: 12, changed: 1_330_000_000_000 },
    { type: 'closed', path: 'd', reason: 'permission\tdenied' },
    { type: 'folder', path: 'a ü' },
  ]);
  expect(text).toBe('folder\t\t\ta%20%C3%BC\nfile\t12\t1330000000000\tb%0Ac.eml\nclosed\tpermission denied\t\td\n');
  expect(readFolder('')).toEqual([]);
});
