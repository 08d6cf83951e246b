/**
 * SQLite behind one small interface, whichever program it comes from: Node's own (`node:sqlite`, from 22.13 on) or WebAssembly
 * (`node-sqlite3-wasm`). Both write the same file. Statements are prepared once and finalised on close.
 */
import type { Driver, DriverName, RawStatement } from './sqlite-drivers.js';

/** What a column holds here. Integers stay below 2^53. */
export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

export interface Sqlite {
  readonly driver: DriverName;
  /** One or more statements without values. */
  exec(sql: string): void;
  /** Runs a statement; `id` is the rowid that was inserted last. */
  run(sql: string, ...values: readonly Value[]): { readonly changes: number; readonly id: number };
  all<T extends Row>(sql: string, ...values: readonly Value[]): readonly T[];
  /** The first row. The statement should yield one at most: all its rows are read. */
  get<T extends Row>(sql: string, ...values: readonly Value[]): T | undefined;
  close(): void;
}

/** Opens a database file, which is made when it is not there (`:memory:` for none). Throws the driver's own errors. */
export function openSqlite(path: string, driver: Driver): Sqlite {
  const raw = driver.open(path);
  const statements = new Map<string, RawStatement>();
  const prepared = (sql: string): RawStatement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = raw.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  /** A statement that failed is not used again: it would fail for the same reason, and may keep the file. */
  const using = <T>(sql: string, work: (statement: RawStatement) => T): T => {
    try {
      return work(prepared(sql));
    } catch (error) {
      const failed = statements.get(sql);
      statements.delete(sql);
      if (failed !== undefined) finalize(failed);
      throw error;
    }
  };
  const all = <T extends Row>(sql: string, values: readonly Value[]) =>
    using(sql, (statement) => statement.all(values.map(storable)) as readonly T[]);
  return {
    driver: driver.name,
    exec: (sql) => raw.exec(sql),
    run(sql, ...values) {
      const { changes, lastInsertRowid } = using(sql, (statement) => statement.run(values.map(storable)));
      return { changes: Number(changes), id: Number(lastInsertRowid) };
    },
    all: (sql, ...values) => all(sql, values),
    // Stopping at the first row would leave the statement, and with it the file's lock, open.
    get: <T extends Row>(sql: string, ...values: readonly Value[]) => all<T>(sql, values)[0],
    close() {
      for (const statement of statements.values()) finalize(statement);
      statements.clear();
      raw.close();
    },
  };
}

/** One driver says here again why the statement failed, when it did. */
function finalize(statement: RawStatement): void {
  try {
    statement.finalize();
  } catch {
    // It was said when it happened.
  }
}

/** Text that both drivers store alike: one ends a text at its first NUL, and a lone surrogate is no character in UTF-8. */
function storable(value: Value): Value {
  if (typeof value !== 'string') return value;
  const text = value.includes('\0') ? value.replaceAll('\0', '\u{2400}') : value;
  return text.replace(/\p{Surrogate}/gu, '\u{fffd}');
}
