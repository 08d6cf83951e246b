/**
 * Writes a Pipermail list of any size, for measuring: index, and for each month `thread.html` and `.txt.gz`; no message pages.
 *
 *     node bench/make-pipermail.mjs FOLDER [--messages 33000] [--months 240] [--rebuilt]
 *
 * The list is `FOLDER/pipermail/big/`. With `--rebuilt` every mail stands twice in its volume, at two permalinks, as in an archive
 * that was rebuilt over itself. The same arguments write the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const NAMES = 'Ada Bela Cora Dimitri Edda Farid Greta Hakon Ines Jarek Kaya Lino Mira Nuno Oana Pavel'.split(' ');
const SURNAMES = 'Alder Birk Cedar Dogwood Elm Fir Gorse Hazel Ivy Juniper Larch Maple Oak Pine Rowan Sorrel'.split(
  ' ',
);
const WORDS = (
  'the room opens at nine and we begin with a list of what is left over from last time somebody brings a projector ' +
  'patch server client release agenda minutes vote summary harbour ferry hotel train dinner bridge protocol stream ' +
  'please send corrections to this list before the week ends because the report goes out on Monday morning'
).split(' ');

/** Numbers from 0 up to 1 that are the same in every run (mulberry32). @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @typedef {object} Mail
 * @property {number} number
 * @property {string} id
 * @property {string} name
 * @property {string} address as the archive shows it
 * @property {string} subject
 * @property {number} time seconds since 1970
 * @property {string | null} parent
 * @property {readonly string[]} references
 * @property {string} text
 */

/** The mails of a list, month by month. @param {number} count @param {number} months @returns {Generator<{ name: string, mails: Mail[] }>} */
export function* volumesOf(count, months) {
  const random = randomFrom(count * 31 + months);
  /** @template T @param {readonly T[]} from @returns {T} */
  const pick = (from) => /** @type {T} */ (from[Math.floor(random() * from.length)]);
  const words = (/** @type {number} */ many) => Array.from({ length: many }, () => pick(WORDS)).join(' ');
  let number = 0;
  for (let month = 0; month < months; month += 1) {
    const year = 2000 + Math.floor(month / 12);
    const start = Date.UTC(year, month % 12, 1) / 1000;
    const many = Math.floor((count * (month + 1)) / months) - number;
    /** @type {Mail[]} */
    const mails = [];
    for (let index = 0; index < many; index += 1) {
      const parent = mails.length > 0 && random() < 0.7 ? pick(mails.slice(-20)) : null;
      const name = `${pick(NAMES)} ${pick(SURNAMES)}`;
      const lines = Array.from({ length: 6 + Math.floor(random() * 30) }, () => words(11));
      const quote =
        parent === null
          ? []
          : [
              `On that day ${parent.name} wrote:`,
              ...parent.text
                .split('\n')
                .slice(0, 6)
                .map((line) => `> ${line}`),
              '',
            ];
      mails.push({
        number,
        id: `<${number}.${Math.floor(random() * 1e9)}@mail.example.org>`,
        name,
        address: `${name.split(' ')[0]?.toLowerCase()} at example.org`,
        subject: parent?.subject ?? `[Big] ${words(5)}`,
        time: start + Math.floor(((index + random()) / Math.max(many, 1)) * 27 * 86_400),
        parent: parent?.id ?? null,
        references: parent === null ? [] : [...parent.references, parent.id].slice(-12),
        text: [...quote, ...lines, '', `-- `, name].join('\n'),
      });
      number += 1;
    }
    yield { name: `${year}-${MONTHS[month % 12]}`, mails };
  }
}

/** @param {Mail} mail */
function recordOf({ address, name, time, subject, parent, references, id, text }) {
  const date = new Date(time * 1000);
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const month = MONTHS[date.getUTCMonth()]?.slice(0, 3);
  const day = DAYS[date.getUTCDay()];
  const answers = parent === null ? '' : `In-Reply-To: ${parent}\nReferences: ${references.join('\n\t')}\n`;
  return (
    `From ${address}  ${day} ${month} ${String(date.getUTCDate()).padStart(2)} ${clock} ${date.getUTCFullYear()}\n` +
    `From: ${address} (${name})\nDate: ${day}, ${date.getUTCDate()} ${month} ${date.getUTCFullYear()} ${clock} +0000\n` +
    `Subject: ${subject}\n${answers}Message-ID: ${id}\n\n${text}\n\n`
  );
}

/** @param {string} title @param {readonly { number: number, mail: Mail }[]} entries */
function threadPage(title, entries) {
  const lines = entries.map(
    ({ number, mail }) =>
      `<!--0 ${String(mail.time).padStart(11, '0')}.${number}- -->\n<LI><A HREF="${String(number).padStart(6, '0')}.html">${mail.subject}\n` +
      `</A><A NAME="${number}">&nbsp;</A>\n<I>${mail.name}\n</I>\n`,
  );
  return `<HTML><HEAD><title>${title}</title></HEAD><BODY><a name="start"></A><ul>\n${lines.join('\n')}</ul><a name="end"></a></BODY></HTML>\n`;
}

/** @param {string} folder @param {{ messages: number, months: number, rebuilt: boolean }} size */
export function writePipermail(folder, { messages, months, rebuilt }) {
  const list = join(folder, 'pipermail', 'big');
  mkdirSync(list, { recursive: true });
  /** @type {string[]} */
  const rows = [];
  for (const { name, mails } of volumesOf(messages, months)) {
    mkdirSync(join(list, name), { recursive: true });
    const entries = mails.map((mail) => ({ number: mail.number, mail }));
    if (rebuilt) entries.push(...mails.map((mail) => ({ number: mail.number + messages, mail })));
    const records = mails.map(recordOf).join('');
    const gz = gzipSync(rebuilt ? records + records : records);
    writeFileSync(join(list, name, 'thread.html'), threadPage(name, entries));
    writeFileSync(join(list, `${name}.txt.gz`), gz);
    rows.unshift(
      `<tr><td>${name}:</td><td><A href="${name}/thread.html">[ Thread ]</a></td>` +
        `<td><A href="${name}.txt.gz">[ Gzip'd Text ${Math.ceil(gz.length / 1024)} KB ]</a></td></tr>`,
    );
  }
  const head = '<HTML><HEAD><title>The Big Archives</title></HEAD><BODY><table border=3>';
  writeFileSync(join(list, 'index.html'), `${head}\n${rows.join('\n')}\n</table></BODY></HTML>\n`);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { messages: { type: 'string' }, months: { type: 'string' }, rebuilt: { type: 'boolean' } },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Name the folder to write to.');
  writePipermail(folder, {
    messages: Number(values.messages ?? 33_000),
    months: Number(values.months ?? 240),
    rebuilt: values.rebuilt ?? false,
  });
}
