/** Preloaded into a measured process: says on file descriptor 3, at its end, how much memory it took at most. */
import { writeSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => writeSync(3, String(Math.round(process.resourceUsage().maxRSS / 1024))));
