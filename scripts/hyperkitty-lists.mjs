/**
 * The lists of the HyperKitty that is tested with: real mail of the corpus where that lies beside this checkout, the bundled archive's
 * mails, a list of four years with one message that breaks its export, and a private one.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

export const PRIVATE_LIST = 'members@lists.example.org';
export const BROKEN_LIST = 'years@lists.example.org';
/** Of the corpus: odd mail of every sort, and one list in a script of its own. */
const CORPUS_LISTS = ['demo-en', 'demo-ja'];
const CORPUS = join(root, '../shared/corpus/mbox');
const BUNDLED = join(root, 'fixtures/archive/mail');

/**
 * Writes the mboxes into a folder.
 * @param {string} folder
 * @returns {import('./hyperkitty-server.mjs').List[]}
 */
export function makeLists(folder) {
  const corpus = CORPUS_LISTS.map((name) => ({
    list: `${name}@lists.example.org`,
    mbox: join(CORPUS, `${name}.mbox`),
  }));
  const there = corpus.filter(({ mbox }) => existsSync(mbox));
  if (there.length === 0)
    console.error('The shared corpus is not beside this checkout: only mail of our own is archived.');
  /** @param {string} name @param {readonly string[]} mails */
  const write = (name, mails) => {
    const path = join(folder, `${name}.mbox`);
    writeFileSync(path, mails.map(quoted).join('\n'), 'latin1');
    return path;
  };
  return [
    ...there,
    { list: 'summit@lists.example.org', mbox: write('summit', bundled('summit')) },
    { list: BROKEN_LIST, mbox: write('years', yearsOfMail()), broken: 'y2021.20@example.org' },
    { list: PRIVATE_LIST, mbox: write('members', bundled('members')), private: true },
  ];
}

/** @param {string} list */
function bundled(list) {
  const folder = join(BUNDLED, list);
  const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  const mails = names.map((name) => readFileSync(join(folder, name), 'latin1').replace(/\r\n/g, '\n'));
  // An answer that is imported before its question stays without it until a cron job runs.
  return mails.sort((a, b) => timeOf(a) - timeOf(b));
}

/** Four years of 40 mails each: questions, and answers to each of them. */
function yearsOfMail() {
  return [2019, 2020, 2021, 2022].flatMap((year) =>
    Array.from({ length: 40 }, (_, index) => {
      const day = new Date(Date.UTC(year, 0, 5 + index * 9, 9, 30));
      const question = index - (index % 4);
      const answers = question === index ? [] : [`In-Reply-To: <y${year}.${question}@example.org>`];
      return [
        `From: =?utf-8?Q?Ann_Be=C3=A9?= <ann@example.org>`,
        `Subject: ${question === index ? '' : 'Re: '}Question ${question} of ${year}`,
        `Date: ${day.toUTCString().replace('GMT', '+0000')}`,
        `Message-ID: <y${year}.${index}@example.org>`,
        ...answers,
        'Content-Type: text/plain; charset=utf-8',
        '',
        `Mail ${index}.`,
        index % 5 === 0 ? 'Write to bob@example.org or see http://example.org/~ann@home/.' : 'That is all.',
        index % 7 === 0 ? 'From here on it is about something else.' : '',
        '',
      ].join('\n');
    }),
  );
}

/** A mail with its `From ` line, and those in its body quoted. @param {string} mail */
function quoted(mail) {
  const at = new Date(timeOf(mail)).toUTCString();
  const ctime = at.replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 $4');
  return `From list@example.org ${ctime}\n${mail.replace(/^From /gm, '>From ').replace(/\n*$/, '\n')}`;
}

/** When the mail was sent, in ms since 1970. @param {string} mail */
function timeOf(mail) {
  const time = Date.parse(/^Date:\s*(.+)$/im.exec(mail)?.[1] ?? '');
  return Number.isNaN(time) ? 0 : time;
}
