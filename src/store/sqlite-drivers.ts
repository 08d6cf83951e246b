/** The two programs that SQLite comes from, made to look alike. */
import process from 'node:process';

export type DriverName = 'node' | 'wasm';

export interface RawStatement {
  run(values: readonly unknown[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  all(values: readonly unknown[]): readonly unknown[];
  finalize(): void;
}

export interface RawDatabase {
  exec(sql: string): void;
  prepare(sql: string): RawStatement;
  close(): void;
}

export interface Driver {
  readonly name: DriverName;
  open(path: string): RawDatabase;
}

/** The driver of this name; without one Node's own where this Node has it. Throws where it has not. */
export async function loadDriver(name?: DriverName): Promise<Driver> {
  const own = name === 'wasm' ? null : nodeDriver();
  if (own !== null) return own;
  if (name === 'node') throw new Error(`Node ${process.versions.node} has no SQLite of its own.`);
  return await wasmDriver();
}

/** Whether this Node brings an SQLite that needs no flag. */
export function hasNodeSqlite(): boolean {
  return nodeSqlite() !== null;
}

interface NodeStatement {
  run(...values: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  all(...values: readonly unknown[]): unknown[];
}

/** What is used of `node:sqlite`, which the types of Node 20 do not know. */
interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
  ) => { exec(sql: string): void; prepare(sql: string): NodeStatement; close(): void };
}

function nodeDriver(): Driver | null {
  const sqlite = nodeSqlite();
  if (sqlite === null) return null;
  return {
    name: 'node',
    open(path) {
      const database = new sqlite.DatabaseSync(path);
      return {
        exec: (sql) => database.exec(sql),
        prepare(sql) {
          const statement = database.prepare(sql);
          return {
            run: (values) => statement.run(...values),
            all: (values) => statement.all(...values),
            finalize: () => {},
          };
        },
        close: () => database.close(),
      };
    },
  };
}

/** Node 22.5 to 22.12 have it behind a flag, and earlier ones not at all: both say so by giving nothing. */
function nodeSqlite(): NodeSqlite | null {
  return (
    withoutSqliteWarning(
      () =>
        (process.getBuiltinModule as ((id: string) => unknown) | undefined)?.('node:sqlite') as NodeSqlite | undefined,
    ) ?? null
  );
}

/** Node warns once that its SQLite is new; nobody at a command line can do anything about that. Other warnings pass. */
function withoutSqliteWarning<T>(load: () => T): T {
  const emitWarning = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (!/sqlite is an experimental/i.test(String(warning))) Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

async function wasmDriver(): Promise<Driver> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  return {
    name: 'wasm',
    open(path) {
      const database = new sqlite.Database(path);
      return {
        exec: (sql) => database.exec(sql),
        prepare(sql) {
          const statement = database.prepare(sql);
          return {
            run: (values) => statement.run(values as (string | number)[]),
            all: (values) => statement.all(values as (string | number)[]),
            finalize: () => statement.finalize(),
          };
        },
        close: () => database.close(),
      };
    },
  };
}
