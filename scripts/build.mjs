/** `npm run build`: `dist/` from `src/`, made anew, with declarations. */
import { chmodSync, rmSync } from 'node:fs';
import process from 'node:process';
import { compile, root } from './set-up.mjs';

rmSync(`${root}dist`, { recursive: true, force: true });
const status = compile(['-p', 'tsconfig.build.json']);
if (status === 0) chmodSync(`${root}dist/cli.js`, 0o755);
process.exitCode = status;
