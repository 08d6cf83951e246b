/**
 * The least that reading an archive's `.txt.gz` files can cost in Node: gunzip, split, parse the headers, keep each Message-ID once.
 * It decodes nothing, matches nothing and keeps no issue: the yardstick of `npm run bench`, not a way to read mail.
 */
import { gunzipSync } from 'node:zlib';

/** @param {readonly Uint8Array[]} volumes gzipped texts; gives back how many records there are and how many different messages */
export function bareLoop(volumes) {
  /** @type {Map<string, { headers: Map<string, string>, body: string }>} */
  const messages = new Map();
  let records = 0;
  for (const volume of volumes) {
    const text = gunzipSync(volume).toString('utf8');
    for (const raw of text.split(/^(?=From [^\n]*\n(?:From|Date): )/m)) {
      const gap = raw.indexOf('\n\n');
      if (gap < 0) continue;
      /** @type {Map<string, string>} */
      const headers = new Map();
      for (const line of raw
        .slice(0, gap)
        .replace(/\n[ \t]+/g, ' ')
        .split('\n')) {
        const colon = line.indexOf(': ');
        if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 2));
      }
      records += 1;
      messages.set(headers.get('message-id') ?? String(records), { headers, body: raw.slice(gap + 2) });
    }
  }
  return { records, messages: messages.size };
}
