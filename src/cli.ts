#!/usr/bin/env node
/** argv → a command → words on the screen and an exit code. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { runCli } from './commands/program.js';
import { StopRun } from './errors.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
// A reader that closes the pipe early (`| head`) is no error of ours: the run ends, and nobody is told.
let abandoned = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    process.stderr.write(`Standard output cannot be written: ${error.message}\n`);
    process.exit(1);
  }
  abandoned = true;
  process.exitCode = 0;
  stop.abort();
});
// https://no-color.org
const colours = !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
const terminalOf = (stream: NodeJS.WriteStream) => ({
  isTTY: stream.isTTY ?? false,
  columns: stream.columns ?? 80,
  colours,
});

const code = await runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  version,
  out: (text) => process.stdout.write(text),
  drained: () =>
    process.stdout.writableNeedDrain
      ? once(process.stdout, 'drain', { signal: stop.signal }).then(
          () => undefined,
          (cause) => Promise.reject(new StopRun('Stopped.', { cause })),
        )
      : null,
  err: (text) => {
    if (!abandoned) process.stderr.write(text);
  },
  terminal: terminalOf(process.stderr),
  screen: terminalOf(process.stdout),
  now: Date.now,
  random: Math.random,
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
  signal: stop.signal,
});
if (!abandoned) process.exitCode = code;
