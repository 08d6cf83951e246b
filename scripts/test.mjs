/** `npm test`: from a fresh clone to a verdict. Installs, checks types, style, unused code and the package, runs every test. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { checkNode, install, npm, root, run } from './set-up.mjs';

checkNode();
install('all');

/** @param {string} name */
const bin = (name) => join(root, 'node_modules', name);
const folder = mkdtempSync(join(tmpdir(), 'listpress-test-'));
const results = join(folder, 'results.json');
const vitest = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
];

/** @type {readonly (readonly [name: string, work: () => number])[]} */
const checks = [
  ['types', () => run(process.execPath, [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'])],
  [
    'style',
    () => run(process.execPath, [bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '--colors=off']),
  ],
  ['unused code', () => run(process.execPath, [bin('knip/bin/knip.js')])],
  ['build', () => npm('run', '--silent', 'build')],
  ['package', checkPackage],
  ['tests', () => run(process.execPath, [bin('vitest/vitest.mjs'), ...vitest])],
];

const failed = checks.filter(([name, work]) => {
  console.error(`\n— ${name} —`);
  const status = work();
  if (status !== 0) console.error(`${name}: failed`);
  return status !== 0;
});

let passed = 0;
let failures = failed.filter(([name]) => name !== 'tests').length;
let skipped = 0;
try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, 'utf8'));
  passed = numPassedTests;
  failures += numFailedTests;
  skipped = numPendingTests;
} catch {
  failures += 1;
}
// A test file that could not be loaded has no test to count.
if (failed.length > 0 && failures === 0) failures = 1;
rmSync(folder, { recursive: true, force: true });
if (failed.length > 0) console.log(`\nFailed: ${failed.map(([name]) => name).join(', ')}. Each says why above.`);
console.log(`\n${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failures === 0 ? 0 : 1;

/** Packs as npm would publish and looks at the result: what is exported is there, and its types resolve. */
function checkPackage() {
  const packed = npm('pack', '--silent', '--pack-destination', folder);
  if (packed !== 0) return packed;
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const tarball = join(folder, `listpress-${version}.tgz`);
  const published = run(process.execPath, [bin('publint/src/cli.js'), 'run', tarball, '--strict']);
  const types = run(process.execPath, [
    bin('@arethetypeswrong/cli/dist/index.js'),
    tarball,
    '--profile',
    'esm-only',
    '--quiet',
  ]);
  return published || types;
}
