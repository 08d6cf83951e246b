/**
 * Writes an mbox of generated mail, for measuring: `node bench/make-mbox.mjs FILE [--mb N | --mails N] [--seed N] [--mix list|mime|plain]`.
 * The same arguments give the same bytes on every machine. `list` is what a mailing list has: mostly plain text in several charsets and
 * transfer codings, a third of it MIME with alternatives, attachments, footers; `mime` is multipart alone, `plain` text alone.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';

/** @typedef {() => number} Random a number from 0 to 1, and the next one at each call */
/** @typedef {{ readonly charset: string, readonly words: readonly string[] }} Language */

const WORDS =
  'the a room of list and server for with is on release meeting agenda notes we they patch draft session group member archive protocol client implementation should could would interop summit mobile session transport encryption push notification stream review version question answer please thanks maybe tomorrow yesterday minutes host volunteer'.split(
    ' ',
  );
/** @type {readonly Language[]} */
const LANGUAGES = [
  { charset: 'us-ascii', words: WORDS },
  { charset: 'us-ascii', words: WORDS },
  { charset: 'utf-8', words: [...WORDS, 'café', 'naïve', '“quoted”', 'Zoë', '—', '€'] },
  {
    charset: 'iso-8859-1',
    words: 'der die das für über Änderung größer Straße Übersicht heute nächste Woche Raum'.split(' '),
  },
  { charset: 'utf-8', words: 'протокол клиент сервер завтра встреча список повестка комната вопрос'.split(' ') },
  { charset: 'koi8-r', words: 'протокол клиент сервер завтра встреча список повестка комната вопрос'.split(' ') },
  { charset: 'windows-1252', words: 'le la réunion été “déjà” prévue à 10 h pour les développeurs — merci'.split(' ') },
  { charset: 'iso-8859-2', words: 'schůzka příští týden místnost otázka odpověď zápis účastník'.split(' ') },
];

/** @param {number} seed @returns {Random} mulberry32 */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** @template T @param {readonly T[]} list @param {Random} random @returns {T} */
const pick = (list, random) => /** @type {T} */ (list[Math.floor(random() * list.length)]);

/** @param {Language} language @param {Random} random @param {number} words */
function paragraph(language, random, words) {
  const lines = [''];
  for (let count = 0; count < words; count += 1) {
    const last = lines.length - 1;
    const line = lines[last] ?? '';
    const word = pick(language.words, random);
    if (line.length + word.length > 70) lines.push(word);
    else lines[last] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

/** @param {Language} language @param {Random} random */
function textOf(language, random) {
  const parts = [];
  if (random() < 0.5) {
    const quoted = paragraph(language, random, 20 + random() * 60).replace(/^/gm, '> ');
    parts.push(`On Monday, ${pick(PEOPLE, random)} wrote:\n${quoted}`);
  }
  const count = 1 + Math.floor(random() * 6);
  for (let index = 0; index < count; index += 1) parts.push(paragraph(language, random, 15 + random() * 90));
  if (random() < 0.02) parts.push('>From here on a line was quoted.');
  if (random() < 0.3) parts.push(`-- \n${pick(PEOPLE, random)}\nhttps://www.example.org/`);
  return `${parts.join('\n\n')}\n`;
}

const PEOPLE = ['Ann Bee', 'Carl Dee', 'Eve Eff', 'Zoë Gee', 'Jürgen Aitch', 'Ива Кай', 'José Ell', 'Mia Enn'];

/** @param {Buffer} bytes @param {string} coding */
function encoded(bytes, coding) {
  if (coding === 'base64') return `${bytes.toString('base64').replace(/.{1,76}/g, '$&\n')}`;
  if (coding !== 'quoted-printable') return bytes.toString('latin1');
  const escaped = bytes
    .toString('latin1')
    .replace(/[=\x7f-\xff]/g, (byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    .replace(/[ \t]$/gm, (byte) => (byte === ' ' ? '=20' : '=09'));
  return escaped.split('\n').map(wrapped).join('\n');
}

/** A line of quoted-printable in lines of at most 76. @param {string} line */
function wrapped(line) {
  let done = '';
  let rest = line;
  while (rest.length > 76) {
    // No cut within `=E9`.
    const cut = rest[74] === '=' ? 74 : rest[73] === '=' ? 73 : 75;
    done += `${rest.slice(0, cut)}=\n`;
    rest = rest.slice(cut);
  }
  return done + rest;
}

/** A text part: its fields and its body, as bytes in latin1. @param {Random} random @param {string} [type] */
function textPart(random, type = 'text/plain') {
  const language = pick(LANGUAGES, random);
  const text = textOf(language, random);
  const marked =
    type === 'text/html' ? `<html><body><p>${text.replace(/\n\n/g, '</p>\n<p>')}</p></body></html>\n` : text;
  const bytes =
    language.charset === 'us-ascii' ? Buffer.from(marked, 'latin1') : iconv.encode(marked, language.charset);
  const chance = random();
  const coding =
    language.charset === 'us-ascii' ? '7bit' : chance < 0.45 ? 'quoted-printable' : chance < 0.75 ? '8bit' : 'base64';
  const flowed = type === 'text/plain' && random() < 0.25 ? '; format=flowed' : '';
  return {
    fields: [`Content-Type: ${type}; charset=${language.charset}${flowed}`, `Content-Transfer-Encoding: ${coding}`],
    body: encoded(bytes, coding),
  };
}

/** @param {Random} random */
function attachment(random) {
  const bytes = Buffer.alloc(1000 + Math.floor(random() ** 4 * 40_000));
  for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.writeUInt32LE(Math.floor(random() * 4294967296), at);
  const name = pick(['plan.png', 'Übersicht.pdf', 'patch.diff', 'room.jpg'], random);
  const coded = /[^\x00-\x7f]/.test(name) ? `filename*=utf-8''${encodeURIComponent(name)}` : `filename="${name}"`;
  return {
    fields: [
      `Content-Type: application/octet-stream`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; ${coded}`,
    ],
    body: encoded(bytes, 'base64'),
  };
}

/** @typedef {{ readonly fields: readonly string[], readonly body: string }} Part */

let boundaries = 0;
/** @param {string} type @param {readonly Part[]} parts @returns {Part} */
function multipart(type, parts) {
  boundaries += 1;
  const boundary = `=_part_${boundaries.toString(36)}`;
  const body = parts.map((part) => `--${boundary}\n${part.fields.join('\n')}\n\n${part.body}\n`).join('');
  return { fields: [`Content-Type: multipart/${type}; boundary="${boundary}"`], body: `${body}--${boundary}--\n` };
}

/** @param {Random} random @param {string} mix @returns {Part} */
function content(random, mix) {
  const chance = mix === 'mime' ? 0.68 + random() * 0.32 : mix === 'plain' ? random() * 0.68 : random();
  if (chance < 0.12) return { fields: [], body: textOf(/** @type {Language} */ (LANGUAGES[0]), random) };
  if (chance < 0.68) return textPart(random);
  const alternative = multipart('alternative', [textPart(random), textPart(random, 'text/html')]);
  if (chance < 0.84) return alternative;
  if (chance < 0.92) return multipart('mixed', [textPart(random), attachment(random)]);
  if (chance < 0.97) {
    const footer = { fields: ['Content-Type: text/plain; charset="us-ascii"'], body: '____\nSummit mailing list\n' };
    return multipart('mixed', [alternative, footer]);
  }
  return multipart('mixed', [alternative, attachment(random), attachment(random)]);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** @param {Date} date */
function dateParts(date) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const day = DAYS[date.getUTCDay()];
  const month = MONTHS[date.getUTCMonth()];
  const envelope = `${day} ${month} ${String(date.getUTCDate()).padStart(2)} ${time} ${date.getUTCFullYear()}`;
  return { envelope, header: `${day}, ${date.getUTCDate()} ${month} ${date.getUTCFullYear()} ${time} +0000` };
}

/** @param {string} text */
const word = (text) => (/[^\x00-\x7f]/.test(text) ? `=?utf-8?B?${Buffer.from(text).toString('base64')}?=` : text);

/**
 * The mails, one after the other, each with its `From ` line and the empty line after it.
 * @param {{ readonly seed?: number, readonly mix?: string }} [options]
 * @returns {Generator<Buffer, never>}
 */
export function* generateMails({ seed = 1, mix = 'list' } = {}) {
  const random = randomFrom(seed);
  boundaries = 0;
  /** @type {{ id: string, references: readonly string[], subject: string }[]} */
  const recent = [];
  for (let number = 1; ; number += 1) {
    const person = pick(PEOPLE, random);
    const id = `<${number.toString(36)}.${Math.floor(random() * 1e9).toString(36)}@example.org>`;
    const answered = recent.length > 0 && random() < 0.65 ? pick(recent, random) : null;
    const subject =
      answered?.subject ?? paragraph(pick(LANGUAGES, random), random, 3 + random() * 4).replace(/\n/g, ' ');
    const references = answered === null ? [] : [...answered.references, answered.id].slice(-12);
    recent.push({ id, references, subject });
    if (recent.length > 200) recent.shift();
    const date = dateParts(new Date(Date.UTC(2000, 0, 1) + number * 977_000));
    const { fields, body } = content(random, mix);
    const relay = Math.floor(random() * 200);
    const head = [
      `From writer${relay}@example.org ${date.envelope}`,
      'Return-Path: <summit-bounces@lists.example.org>',
      `Received: from mx${relay}.example.org (mx${relay}.example.org [192.0.2.${relay}])`,
      `\tby lists.example.org (Postfix) with ESMTPS id ${id.slice(1, 12)}`,
      `\tfor <summit@lists.example.org>; ${date.header} (UTC)`,
      `Received: from [198.51.100.${relay}] by mx${relay}.example.org with esmtpsa; ${date.header}`,
      `From: ${word(person)} <writer${relay}@example.org>`,
      'To: summit@lists.example.org',
      `Subject: ${answered === null ? '' : 'Re: '}[Summit] ${word(subject)}`,
      `Date: ${date.header}`,
      `Message-ID: ${id}`,
      ...(answered === null ? [] : [`In-Reply-To: ${answered.id}`, `References: ${references.join('\n\t')}`]),
      'MIME-Version: 1.0',
      ...fields,
      'X-Mailer: a generated one 1.0',
      'List-Id: The summit <summit.lists.example.org>',
      'List-Post: <mailto:summit@lists.example.org>',
      'List-Unsubscribe: <https://lists.example.org/mailman/options/summit>,',
      '\t<mailto:summit-request@lists.example.org?subject=unsubscribe>',
    ];
    const quoted = body.replace(/^(>*From )/gm, '>$1');
    yield Buffer.from(`${head.join('\n')}\n\n${quoted}\n`, 'latin1');
  }
}

/**
 * Writes an mbox of at least `bytes` bytes, or of `mails` mails.
 * @param {string} path
 * @param {{ readonly bytes?: number, readonly mails?: number, readonly seed?: number, readonly mix?: string }} options
 * @returns {{ readonly mails: number, readonly bytes: number }}
 */
export function writeMbox(path, { bytes = Number.POSITIVE_INFINITY, mails = Number.POSITIVE_INFINITY, ...options }) {
  const file = openSync(path, 'w');
  let count = 0;
  let size = 0;
  try {
    /** @type {Buffer[]} */
    let pending = [];
    let held = 0;
    for (const mail of generateMails(options)) {
      pending.push(mail);
      held += mail.length;
      count += 1;
      const full = size + held >= bytes || count >= mails;
      if (held < 4_000_000 && !full) continue;
      writeSync(file, Buffer.concat(pending));
      size += held;
      pending = [];
      held = 0;
      if (full) break;
    }
  } finally {
    closeSync(file);
  }
  return { mails: count, bytes: size };
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [path, ...rest] = process.argv.slice(2);
  const option = (/** @type {string} */ name) => {
    const at = rest.indexOf(`--${name}`);
    return at < 0 ? undefined : rest[at + 1];
  };
  if (path === undefined || path.startsWith('-')) {
    process.stderr.write(
      'Usage: node bench/make-mbox.mjs FILE [--mb N | --mails N] [--seed N] [--mix list|mime|plain]\n',
    );
    process.exit(2);
  }
  const mails = option('mails');
  const made = writeMbox(path, {
    ...(mails === undefined ? { bytes: Number(option('mb') ?? 20) * 1_000_000 } : { mails: Number(mails) }),
    seed: Number(option('seed') ?? 1),
    mix: option('mix') ?? 'list',
  });
  process.stdout.write(`${path}: ${made.mails} mails, ${made.bytes} bytes\n`);
}
