/** Runs a command line in a folder of its own, as `cli.ts` would, against the bundled archive. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { type ArchiveServer, serveArchive } from '../../scripts/serve-archive.mjs';
import type { Io } from '../../src/commands/io.js';
import { runCli } from '../../src/commands/program.js';

export const SUMMIT = 'http://lists.example.org/pipermail/summit/';
export const MEMBERS = 'http://lists.example.org/pipermail/members/';
/** The two links of the post that started it all. */
export const SEEDS = [`${SUMMIT}2012-February/001084.html`, `${MEMBERS}2012-February/006679.html`] as const;
export const fixture = (path: string) => fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url));

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Workbench {
  /** The folder that the commands run in. */
  readonly cwd: string;
  readonly server: ArchiveServer;
  run(args: readonly string[], changes?: Partial<Io>): Promise<Run>;
  /** Every file below the folder but the cache, sorted. */
  files(): string[];
  read(path: string): string;
}

/** A folder and the bundled archive behind a proxy, for the tests of one file; each call of `fresh` empties the folder. */
export function useWorkbench(): { fresh: () => Workbench } {
  let server: ArchiveServer;
  const folders: string[] = [];
  beforeAll(async () => {
    server = await serveArchive();
  });
  afterAll(async () => {
    await server.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return {
    fresh() {
      const cwd = mkdtempSync(join(tmpdir(), 'listpress-'));
      folders.push(cwd);
      return workbench(cwd, server);
    },
  };
}

function workbench(cwd: string, server: ArchiveServer): Workbench {
  return {
    cwd,
    server,
    async run(args, changes = {}) {
      let out = '';
      let err = '';
      const code = await runCli(args, {
        cwd,
        env: { http_proxy: server.url },
        version: '0.0.0-test',
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
        terminal: { isTTY: false, columns: 80 },
        now: Date.now,
        random: () => 0.5,
        sleep: async () => {},
        signal: new AbortController().signal,
        ...changes,
      });
      return { code, out, err };
    },
    files: () =>
      readdirSync(cwd, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(cwd.length + 1)
            .replaceAll('\\', '/'),
        )
        .filter((path) => !path.startsWith('.listpress/'))
        .sort(),
    read: (path) => readFileSync(join(cwd, path), 'utf8'),
  };
}

/** The command of the README and of `npm start`, as it stands in the fixtures. */
export function seedCommand(): string[] {
  const words = readFileSync(fixture('archive/draft-command.txt'), 'utf8').split('\n');
  return ['draft', ...words.filter((word) => word !== ''), '--delay', '0'];
}
