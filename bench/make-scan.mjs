/** A scan of an archive that was never there: as many messages as wanted, the same ones each time, none of them held in memory. */
import { createHash } from 'node:crypto';

const MONTH = 500;
const VOCABULARY = 30_000;

/** Marsaglia's xorshift: good enough for text. @param {number} seed */
export function randomFrom(seed) {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Words of two to nine letters, the n-th as often as in English. @param {() => number} random */
function writer(random) {
  const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'ke', 'li', 'mo', 'nu', 'pa', 're', 'si', 'to', 'vu', 'za'];
  const words = Array.from({ length: VOCABULARY }, (_, index) => {
    let word = '';
    for (let rest = index + 16; rest > 0; rest = Math.floor(rest / 16)) word = syllables[rest % 16] + word;
    return word;
  });
  const total = Math.log((VOCABULARY + 2.7) / 2.7);
  // Zipf's law, inverted: no table to search.
  const word = () => words[Math.min(VOCABULARY - 1, Math.floor(2.7 * Math.exp(random() * total) - 2.7))] ?? '';
  /** @param {number} count */
  const text = (count) =>
    Array.from({ length: count }, (_, index) => word() + (index % 11 === 10 ? '.\n' : '')).join(' ');
  return { word, text, words };
}

/** The n-th most frequent word. @param {number} rank */
export const commonWord = (rank) => writer(randomFrom(1)).words[rank] ?? '';

/**
 * @param {number} count
 * @param {{ url?: string, seed?: number, ownWords?: number, quotedWords?: number }} [options]
 * @returns {Generator<import('../src/archives/kind.js').ScanEvent>}
 */
export function* makeScan(count, options = {}) {
  const { url = 'https://lists.example.org/pipermail/summit/', seed = 7, ownWords = 140, quotedWords = 90 } = options;
  const random = randomFrom(seed);
  const { word, text } = writer(random);
  /** The messages that may be answered. @type {{ id: string, references: string[], subject: string }[]} */
  const recent = [];
  yield { type: 'archive', kind: 'pipermail', url, list: 'summit', volumes: Math.ceil(count / MONTH) };
  for (let first = 0; first < count; first += MONTH) {
    const month = first / MONTH;
    const starts = new Date(Date.UTC(1995, month, 1));
    const name = `${starts.getUTCFullYear()}-${String((month % 12) + 1).padStart(2, '0')}`;
    yield {
      type: 'volume',
      volume: {
        url: `${url}${name}/`,
        name,
        from: instant(starts),
        to: instant(new Date(Date.UTC(1995, month + 1, 1))),
      },
    };
    for (let at = first; at < Math.min(count, first + MONTH); at += 1) {
      const answered = random() < 0.65 ? recent[Math.floor(random() * recent.length)] : undefined;
      const id = `<${seed}.${at}.${Math.floor(random() * 1e9)}@mail${at % 97}.example.org>`;
      const subject = answered === undefined ? text(5).replace(/\s+/g, ' ') : answered.subject;
      const references = answered === undefined ? [] : [...answered.references.slice(-9), answered.id];
      const quoted = answered === undefined ? '' : text(Math.floor(random() * 2 * quotedWords)).replace(/^/gm, '> ');
      const body = `${quoted}\n\n${text(1 + Math.floor(random() * 2 * ownWords))}\n`;
      const date = instant(new Date(starts.getTime() + (at - first) * 5000_000));
      const page = `${url}${name}/${String(at).padStart(6, '0')}.html`;
      recent[at % 60] = { id, references, subject };
      yield {
        type: 'message',
        scanned: {
          digest: createHash('sha256').update(`${page}\0${id}\0${body}`).digest('hex'),
          position: at - first,
          message: {
            id,
            url: page,
            list: 'summit',
            subject: answered === undefined ? subject : `Re: ${subject}`,
            from: { name: `${word()} ${word()}`, address: `${word()}@example.org` },
            date,
            dateHeader: date,
            inReplyTo: answered?.id ?? null,
            references,
            body: { kind: 'text', text: body },
            attachments: [],
            issues: [],
            origin: { url: `${url}${name}.txt.gz`, sha256: '0'.repeat(64) },
          },
        },
      };
    }
    yield { type: 'volume-end', outcome: 'read', stamp: `"${name}"` };
  }
}

/**
 * Hands what a scan yields to the store's writer.
 * @param {import('../src/store/archive-store.js').StoreWriter} writer
 * @param {Iterable<import('../src/archives/kind.js').ScanEvent>} events
 * @param {string | null} [list]
 */
export function writeScan(writer, events, list = null) {
  /** @type {import('../src/store/archive-store.js').ArchiveWriter | null} */
  let archive = null;
  const counts = { added: 0, changed: 0, gone: 0 };
  for (const event of events) {
    if (event.type === 'archive') {
      archive = writer.archive({ kind: event.kind, url: event.url, list, listInArchive: event.list });
    }
    if (archive === null) throw new Error('A scan begins with its archive.');
    if (event.type === 'volume') archive.beginVolume(event.volume);
    if (event.type === 'message') archive.add(event.scanned);
    if (event.type === 'kept') archive.keep(event.digest, event.position);
    if (event.type === 'issue') archive.issue(event.issue);
    if (event.type === 'volume-end') {
      const { added, changed, gone } = archive.endVolume(event.outcome, event.stamp);
      counts.added += added;
      counts.changed += changed;
      counts.gone += gone;
    }
  }
  archive?.done('2026-11-23T00:00:00Z');
  return counts;
}

/** @param {Date} date */
function instant(date) {
  return `${date.toISOString().slice(0, 19)}Z`;
}
