import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.js';
import { loadDriver } from '../../src/store/sqlite-drivers.js';
import { drivers, useFolders } from './made.js';

const folder = useFolders();

describe.each(drivers)('SQLite (%s)', (driver) => {
  it('gives back what it was given', async () => {
    const db = openSqlite(join(folder(), 'a.db'), await loadDriver(driver));
    db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, v)');
    const values = [
      '',
      'é🎉',
      'x'.repeat(100_000),
      0,
      -1,
      2 ** 52,
      1.5,
      null,
      new Uint8Array([0, 255]),
      new Uint8Array(0),
    ];
    for (const [index, value] of values.entries()) {
      expect(db.run('INSERT INTO t VALUES (?, ?)', index + 1, value)).toEqual({ changes: 1, id: index + 1 });
    }
    const read = db.all('SELECT v FROM t ORDER BY id').map(({ v }) => v);
    expect(read.map((value) => (value instanceof Uint8Array ? [...value] : value))).toEqual(
      values.map((value) => (value instanceof Uint8Array ? [...value] : value)),
    );
    expect([db.get('SELECT v FROM t WHERE id = ?', 4)?.['v'], db.get('SELECT v FROM t WHERE id = 99')]).toEqual([
      0,
      undefined,
    ]);
    expect(db.run('DELETE FROM t WHERE id > ?', 5).changes).toBe(values.length - 5);
    db.close();
  });

  it('stores text whole that one driver would cut at its NUL, and no halves of characters', async () => {
    const db = openSqlite(':memory:', await loadDriver(driver));
    expect(db.get('SELECT ? AS v', 'a\0b \ud83c.')?.['v']).toBe('a\u{2400}b \u{fffd}.');
    db.close();
  });

  it('leaves no statement open that would keep a transaction', async () => {
    const db = openSqlite(join(folder(), 'a.db'), await loadDriver(driver));
    db.exec('CREATE TABLE t (v); INSERT INTO t VALUES (1), (2); BEGIN');
    expect(db.get('SELECT v FROM t')?.['v']).toBe(1);
    db.exec('COMMIT; DROP TABLE t');
    expect(() => db.get('SELECT v FROM t')).toThrow(/no such table/);
    db.close();
  });
});

it('says nothing on stderr, and lets other warnings pass', () => {
  const code = `process.emitWarning('kept'); const { loadDriver } = await import('${new URL('../../src/store/sqlite-drivers.ts', import.meta.url).href}'); await loadDriver(); process.emitWarning('kept too', 'ExperimentalWarning')`;
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--experimental-strip-types', '--input-type=module', '-e', code],
    { encoding: 'utf8' },
  );
  // Node 20 cannot run TypeScript; there is nothing to hide there.
  if (status === 0) {
    expect(stderr).toMatch(/kept[\s\S]*kept too/);
    expect(stderr).not.toMatch(/SQLite/i);
  }
});
