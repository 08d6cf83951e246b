/**
 * npm runs this after `npm install` and before `npm pack` and `npm install -g .`; it is no part of the published package. The last
 * of them comes without any packages, so those that Listpress needs are installed here.
 */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { build, checkNode, install, root, run } from './set-up.mjs';

checkNode();
install('production');
// With the development packages there, all of `dist/` is made, declarations too; without them, what runs.
if (existsSync(`${root}node_modules/@types/node`))
  process.exitCode = run(process.execPath, [`${root}scripts/build.mjs`]);
else build();
