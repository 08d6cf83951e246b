/**
 * Every message of the archives in ../shared/corpus, held to the promise that its Markdown shows its text: plain text by
 * `faithful.ts`, HTML by its visible words. Each message that does not keep the promise yet is named below with the reason, and has to
 * go on failing there, so that the list cannot rot.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio/slim';
import { describe, expect, it } from 'vitest';
import { readExport } from '../../src/archives/hyperkitty/export.js';
import { splitMbox } from '../../src/archives/mbox/split.js';
import { readMessagePage } from '../../src/archives/pipermail/message-page.js';
import { readScrubNotices } from '../../src/archives/pipermail/scrub-notices.js';
import { readMail } from '../../src/mail/from-rfc822.js';
import { toLines } from '../../src/markdown/from-text/lines.js';
import { isMarkdown } from '../../src/markdown/from-text/markdown-mail.js';
import { fromBody, renderBlocks, unwrapScrubbedHtml } from '../../src/markdown/index.js';
import type { Body, Converted, Message, Range, SpanType } from '../../src/model.js';
import { firstDifference, unfaithful, visibleWords, wordsOf } from './faithful.js';
import { keptText } from './visible.js';

const ELISION = '`...` on a line of its own, mostly between two quotes, is shown as a code block';
const HTML_SAMPLE = 'HTML that the mail shows as an example is rendered, and its tags are lost';
const NOT_MARKDOWN = 'comments of a script or configuration file are taken for headings, and the mail for Markdown';
const CARETS = 'carets that point at something in the line above are shown as a rule';
const SLASHES = '`//` of comments and `/` of paths are taken for emphasis';
const ITEM_CODE = 'code in a list item loses its indentation';

/** Messages whose Markdown is known to be wrong: path → reason. */
const exceptions: Readonly<Record<string, string>> = {
  'hyperkitty/export_all.mbox.gz#IGECNE52DO5ASUBD5VEKSZOFS27TLRSS':
    'a question mark on a line of its own is joined to the address above it without a space',
  'pipermail/fetchmail-users/2007-October/001283.html': 'one of two stars at the start of a line of a log is lost',
  'pipermail/fetchmail-users/2007-February/000813.html': 'the two stars of `"*" "*"` are taken for strong',
  'hyperkitty/export_all.mbox.gz#3RINWK2L52FGJVPYEWUZQAYA4CIVOBOL': CARETS,
  'hyperkitty/export_all.mbox.gz#5GUAIAEZH3GA5AHQISIYMGRSXDRF2DCC': CARETS,
  'hyperkitty/export_all.mbox.gz#JAZXBKXZ4O3OJKYSH3JQA4KXCRAX3CSU': CARETS,
  'pipermail/divunal-devel/1999-July/000054.html': CARETS,
  'pipermail/fetchmail-users/2005-November/000109.html': CARETS,
  'pipermail/fetchmail-users/2006-September/000592.html': CARETS,
  'pipermail/fetchmail-users/2006-September/000593.html': CARETS,
  'pipermail/fetchmail-users/2010-July/002400.html': CARETS,
  'pipermail/reality/1999-October/000040.html': CARETS,
  'hyperkitty/export_all.mbox.gz#2CFEMCFAQRELXE5PVSE4QQP7HWKPKF6L': ELISION,
  'hyperkitty/export_all.mbox.gz#4J4DUQSPVWZWG5KGBUJZKFZNTYPRJYSK': ELISION,
  'hyperkitty/export_all.mbox.gz#4WKSNAZPJC3DLPQM2ZRQMECUGP5ZTGYI': ELISION,
  'hyperkitty/export_all.mbox.gz#4ZSBFLCKARJYRVL7U7HCZRW6WI7DEESJ': ELISION,
  'hyperkitty/export_all.mbox.gz#77CGJFBZRQZSMIM7TNKK4MYYLSMJCISS': ELISION,
  'hyperkitty/export_all.mbox.gz#7AU7HRYV5AANIXTRNFFX5FQWTVWFTVYD': ELISION,
  'hyperkitty/export_all.mbox.gz#7BTRG52C3MILV7GBOHKZE4ZZQPIO3G5T': ELISION,
  'hyperkitty/export_all.mbox.gz#AUZ7YXWFGW7I7FGBCY6KSPTANMHDQKJ4': ELISION,
  'hyperkitty/export_all.mbox.gz#DVZ465ZCMAOO3M7XTJACOXMZASNGGASR': ELISION,
  'hyperkitty/export_all.mbox.gz#E2DLJFWXSSNKRHKAAZZYI6YGXCMMAD7H': ELISION,
  'hyperkitty/export_all.mbox.gz#EPGTDK4D7TYAHTUMU3CIULTTSV52BR4W': ELISION,
  'hyperkitty/export_all.mbox.gz#FG7L4YFP3FQBEKTDQOO2LCMTDSS3THGO': ELISION,
  'hyperkitty/export_all.mbox.gz#FX4GVPNBQW4F2AR3WUZ4HLB6ZY6WQ27M': ELISION,
  'hyperkitty/export_all.mbox.gz#GYSTJEYBJM24F3LJXYPJRTMV7B33CS5J': ELISION,
  'hyperkitty/export_all.mbox.gz#HPPZZ57NKFD7XYTCBQEFJ7XT3KTK2QWL': ELISION,
  'hyperkitty/export_all.mbox.gz#ILNXWEQWKWQG424JONS73OZSCKEOCCHR': ELISION,
  'hyperkitty/export_all.mbox.gz#IUCVRTS2FBDWJ5XBHL7HLWNFVL43KZG6': ELISION,
  'hyperkitty/export_all.mbox.gz#IUFIDK5F42TYTPHTURRQ7HPCXLIGUQEC': ELISION,
  'hyperkitty/export_all.mbox.gz#K5VL5WYTZ6TSGPQLXULDW2GEBPULY7Y3': ELISION,
  'hyperkitty/export_all.mbox.gz#KC6G76ZIQBET75CBTNB5QV4FQAXRDY2W': ELISION,
  'hyperkitty/export_all.mbox.gz#PTYG4DQWV7MGL63KTCML7FCMZCMF6GD2': ELISION,
  'hyperkitty/export_all.mbox.gz#RJ5SW5A4KF6B5BBOE65ST47YEEPLFJ22': ELISION,
  'hyperkitty/export_all.mbox.gz#RW35OUMZDAFM4YNJJNPNU2PD7ODDFAFV': ELISION,
  'hyperkitty/export_all.mbox.gz#SAXPLJCQUS3KENSMCHXJVWTEA7IUBVQQ': ELISION,
  'hyperkitty/export_all.mbox.gz#VSP2GZKIHJPUQEJMBIF4DBJF2WJ52IG7': ELISION,
  'hyperkitty/export_all.mbox.gz#VZATLX6J3SILYTWVU3CBNU7OTKF7ZH2S': ELISION,
  'hyperkitty/export_all.mbox.gz#XKND4VDWHQ4N5HRVHKR2KFGQZGYPWGGL': ELISION,
  'hyperkitty/export_all.mbox.gz#XSRBB32D6RX5GPGFQ3WWGKRUIQP7XVFQ': ELISION,
  'hyperkitty/export_all.mbox.gz#ZITQ5CJBSJCYUPS6UVAZ5NMDHW2BXZOJ': ELISION,
  'hyperkitty/export_mime_all.mbox.gz#DMYRU2XI6ZBGZZEQPL3BGZRUUIHLHQQ7': ELISION,
  'hyperkitty/export_mime_all.mbox.gz#TFKHJ7QDJ4SITNA5NBOQ4SRTRT3F4DNN': ELISION,
  'hyperkitty/export_month.mbox.gz#DVZ465ZCMAOO3M7XTJACOXMZASNGGASR': ELISION,
  'hyperkitty/export_month.mbox.gz#ZITQ5CJBSJCYUPS6UVAZ5NMDHW2BXZOJ': ELISION,
  'pipermail/divunal-author/2003-May/000324.html': ELISION,
  'pipermail/fetchmail-users/2005-December/000166.html': ELISION,
  'pipermail/fetchmail-users/2005-December/000177.html': ELISION,
  'pipermail/fetchmail-users/2005-December/000201.html': ELISION,
  'pipermail/fetchmail-users/2005-November/000114.html': ELISION,
  'pipermail/fetchmail-users/2006-December/000764.html': ELISION,
  'pipermail/fetchmail-users/2006-January/000266.html': ELISION,
  'pipermail/fetchmail-users/2006-January/000267.html': ELISION,
  'pipermail/fetchmail-users/2006-March/000296.html': ELISION,
  'pipermail/fetchmail-users/2006-March/000300.html': ELISION,
  'pipermail/fetchmail-users/2006-March/000307.html': ELISION,
  'pipermail/fetchmail-users/2006-March/000325.html': ELISION,
  'pipermail/fetchmail-users/2006-May/000419.html': ELISION,
  'pipermail/fetchmail-users/2006-November/000746.html': ELISION,
  'pipermail/fetchmail-users/2006-November/000748.html': ELISION,
  'pipermail/fetchmail-users/2007-April/000977.html': ELISION,
  'pipermail/fetchmail-users/2007-December/001397.html': ELISION,
  'pipermail/fetchmail-users/2007-February/000829.html': ELISION,
  'pipermail/fetchmail-users/2007-July/001115.html': ELISION,
  'pipermail/fetchmail-users/2008-April/001510.html': ELISION,
  'pipermail/fetchmail-users/2008-April/001512.html': ELISION,
  'pipermail/fetchmail-users/2008-August/001660.html': ELISION,
  'pipermail/fetchmail-users/2008-December/001830.html': ELISION,
  'pipermail/fetchmail-users/2008-May/001525.html': ELISION,
  'pipermail/fetchmail-users/2008-October/001732.html': ELISION,
  'pipermail/fetchmail-users/2008-September/001685.html': ELISION,
  'pipermail/fetchmail-users/2009-April/001896.html': ELISION,
  'pipermail/fetchmail-users/2009-April/001908.html': ELISION,
  'pipermail/fetchmail-users/2009-May/001911.html': ELISION,
  'pipermail/fetchmail-users/2009-May/001920.html': ELISION,
  'pipermail/fetchmail-users/2010-February/002277.html': ELISION,
  'pipermail/fetchmail-users/2010-February/002279.html': ELISION,
  'pipermail/fetchmail-users/2010-February/002280.html': ELISION,
  'pipermail/fetchmail-users/2010-January/002186.html': ELISION,
  'pipermail/fetchmail-users/2010-January/002187.html': ELISION,
  'pipermail/fetchmail-users/2010-January/002188.html': ELISION,
  'pipermail/fetchmail-users/2010-January/002189.html': ELISION,
  'pipermail/fetchmail-users/2010-January/002249.html': ELISION,
  'pipermail/fetchmail-users/2010-January/002256.html': ELISION,
  'pipermail/fetchmail-users/2010-July/002419.html': ELISION,
  'pipermail/fetchmail-users/2010-July/002420.html': ELISION,
  'pipermail/fetchmail-users/2010-July/002421.html': ELISION,
  'pipermail/fetchmail-users/2010-July/002424.html': ELISION,
  'pipermail/fetchmail-users/2010-July/002431.html': ELISION,
  'pipermail/fetchmail-users/2010-November/002522.html': ELISION,
  'pipermail/fetchmail-users/2010-November/002567.html': ELISION,
  'pipermail/fetchmail-users/2010-November/002569.html': ELISION,
  'pipermail/fetchmail-users/2010-October/002497.html': ELISION,
  'pipermail/fetchmail-users/2010-October/002498.html': ELISION,
  'pipermail/fetchmail-users/2010-September/002475.html': ELISION,
  'pipermail/fetchmail-users/2010-September/002479.html': ELISION,
  'pipermail/fetchmail-users/2011-August/002891.html': ELISION,
  'pipermail/fetchmail-users/2011-August/002909.html': ELISION,
  'pipermail/fetchmail-users/2011-February/002687.html': ELISION,
  'pipermail/fetchmail-users/2011-February/002688.html': ELISION,
  'pipermail/fetchmail-users/2011-May/002832.html': ELISION,
  'pipermail/fetchmail-users/2011-May/002834.html': ELISION,
  'pipermail/fetchmail-users/2011-May/002835.html': ELISION,
  'pipermail/fetchmail-users/2012-August/003210.html': ELISION,
  'pipermail/fetchmail-users/2012-August/003219.html': ELISION,
  'pipermail/fetchmail-users/2012-August/003222.html': ELISION,
  'pipermail/fetchmail-users/2012-January/003020.html': ELISION,
  'pipermail/fetchmail-users/2012-January/003021.html': ELISION,
  'pipermail/fetchmail-users/2012-June/003145.html': ELISION,
  'pipermail/fetchmail-users/2012-May/003108.html': ELISION,
  'pipermail/fetchmail-users/2012-May/003115.html': ELISION,
  'pipermail/fetchmail-users/2012-May/003116.html': ELISION,
  'pipermail/fetchmail-users/2012-September/003234.html': ELISION,
  'pipermail/fetchmail-users/2013-August/003451.html': ELISION,
  'pipermail/fetchmail-users/2013-August/003452.html': ELISION,
  'pipermail/fetchmail-users/2013-December/003478.html': ELISION,
  'pipermail/reality/2006-May/000213.html': ELISION,
  'hyperkitty/export_all.mbox.gz#3FFS4ECDCK7MOTBNNOP4HT6CMUQ664NV': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#3WNQSVTAUGBE2ZA5F2IPAIE5G4G2OPZY': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#5D47TG7XKQBNRJSVV4ES2XWI3XYYZAE7': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#5VQGZ2L4ORBPQBTA5HIPFXO4LZNI66FQ': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#5ZUY6OMVQLHYWG3LDFU72VWGUYLSGBH6': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#6TSSYLXECCKEW5ORDS4GOUU72H2AULH2': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#73FE7APLQCBG4OHDTEH7RNMUMUNA73LC': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#7MBT5CANB7OPXKDS3PRELUQ4MR7EEBZB': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#AT2NKL2NRMWXERTT2AMGOQJTHY26I5LG': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#B57MJUMPK7BS7PSROPB3FFYCMSWXMVIN': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#CKNVJJ4BA3322Y76FZCQBTUU33BDYVCD': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#CXIC4MDBZM5SFA2DCQT3XHB2Z2TRSJRJ': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#GMO6H7BI2CAIMBPUD2EF2B5EK65CEVXC': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#JCFRWQE7FPHTEOSOSVGFCM6LSDWFIYSD': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#JHKWT3QMOZ7ADYIPV257RGKGTJACGBU4': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#L66ARCZHWZ2OSGBT2MY4ES4YIFRUZMFI': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#LOSRJXW3E55V7TSDTRWJYBXPOZN4NJFF': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#LPQWDTYLZL33OAN6Q7CQYFC2GBTVT254': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#LR2MTMCJ25DILT7IZTSIYHAXEDEJBPD6': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#NWFSCXJ3NM73C7USWLTKCLFKV2V7YTCE': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#QTCMZJNZOOTPAVWVLX7ZGPUBMTVT2Z6A': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#RU4N7425QICZLT74MC4H2PTZX34GLN37': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#VSXOMAQA755IZSRCIJPWIXVHQXVYSYKB': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#W64VZWPAOEY4RTBZY3JRS24OS5X73FHT': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#WFQXB72HEFS6H6AOUL2ELDCQS76BXPUR': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#X3W4PVLYYQNJ3VJW7S2EQV5PJI3O6ATV': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#YAOOLMKX6EPVT3IL45F44773E6SC4YR3': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#ZPSYWDGX7BMWORQPN6UIAJBQFKGY62SX': HTML_SAMPLE,
  'hyperkitty/export_month.mbox.gz#VSXOMAQA755IZSRCIJPWIXVHQXVYSYKB': HTML_SAMPLE,
  'mbox/demo-en.mbox#70': HTML_SAMPLE,
  'pipermail/demo-en/2012-July/000069.html': HTML_SAMPLE,
  'hyperkitty/export_all.mbox.gz#767P3XDTVGATO4CVKFIORR6L3B5P6DU5': ITEM_CODE,
  'pipermail/fetchmail-users/2010-January/002219.html': ITEM_CODE,
  'pipermail/fetchmail-users/2010-January/002220.html': ITEM_CODE,
  'hyperkitty/export_all.mbox.gz#AEHA3T566DHUPV3QLXKXTSIWRSJZD5HC': NOT_MARKDOWN,
  'hyperkitty/export_all.mbox.gz#MHAU6NGKXTELLL2HJIPAP3RLJCNJ2J27': NOT_MARKDOWN,
  'hyperkitty/export_all.mbox.gz#TTN7U7O37VZAINDQWN6D6CGSQQCGOTBT': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2005-December/000194.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2006-January/000252.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2006-November/000686.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2007-March/000936.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2007-September/001274.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2008-February/001468.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2008-March/001502.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2009-May/001936.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2009-November/002132.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2013-April/003387.html': NOT_MARKDOWN,
  'pipermail/fetchmail-users/2013-July/003449.html': NOT_MARKDOWN,
  'hyperkitty/export_all.mbox.gz#HC7A4M3D44VNCXG6SQNUPA5RX7M7OBF7': SLASHES,
  'hyperkitty/export_all.mbox.gz#ZOJNBI6K3MR7YXGCPFW3YKA7WBJ6T2KJ': SLASHES,
  'pipermail/fetchmail-users/2010-November/002545.html': SLASHES,
  'pipermail/fetchmail-users/2010-November/002546.html': SLASHES,
  'pipermail/fetchmail-users/2010-November/002548.html': SLASHES,
};

const corpus = join(import.meta.dirname, '../../../shared/corpus');
const keep: ReadonlySet<SpanType> = new Set<SpanType>(['own', 'quote', 'attribution', 'forward', 'log']);

interface Case {
  /** Where it is in the corpus. */
  readonly name: string;
  readonly body: Body;
  readonly authorName: string | null;
  readonly notices: readonly Range[];
}

type Way = 'text' | 'Markdown' | 'HTML';

function filesBelow(folder: string, name: RegExp): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((entry) => {
      const path = join(folder, entry);
      if (statSync(path).isDirectory()) return filesBelow(path, name);
      return name.test(entry) ? [path] : [];
    });
}

const nameOf = (path: string): string => path.slice(corpus.length + 1);

/** The pages of a Pipermail archive, and the HTML parts that Mailman took out of their mails. */
async function* pipermail(): AsyncGenerator<Case> {
  for (const path of filesBelow(join(corpus, 'pipermail'), /^\d{6}\.html$/)) {
    const page = readMessagePage(readFileSync(path), 'text/html');
    if (page === null) continue;
    const list = nameOf(path).split('/')[1] ?? '';
    const found =
      page.body.kind === 'text' ? readScrubNotices(page.body.text, `http://lists.example.org/pipermail/${list}/`) : [];
    const notices = found.flatMap(({ notice }) => notice ?? []);
    yield { name: nameOf(path), body: page.body, authorName: page.authorText, notices };
  }
  for (const path of filesBelow(join(corpus, 'pipermail'), /^attachment.*\.html$/)) {
    const html = unwrapScrubbedHtml(readFileSync(path, 'utf8'));
    yield { name: nameOf(path), body: { kind: 'html', html }, authorName: null, notices: [] };
  }
}

async function* mboxes(): AsyncGenerator<Case> {
  for (const path of filesBelow(join(corpus, 'mbox'), /\.mbox$/)) {
    const bytes = [readFileSync(path)];
    let index = 0;
    for await (const mail of splitMbox(inChunks(bytes)))
      yield caseOf(`${nameOf(path)}#${++index}`, await readMail(mail, { url: path }));
  }
}

async function* exports(): AsyncGenerator<Case> {
  const place = { base: 'http://lists.example.org/', address: 'list@lists.example.org', list: 'list' };
  for (const path of filesBelow(join(corpus, 'hyperkitty'), /\.mbox\.gz$/)) {
    const { mails } = await readExport(readFileSync(path), place, place.base, true);
    for (const { hash, message } of mails) yield caseOf(`${nameOf(path)}#${hash}`, message);
  }
}

async function* inChunks(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function caseOf(name: string, { body, from, attachments }: Message): Case {
  return { name, body, authorName: from.name, notices: attachments.flatMap(({ notice }) => notice ?? []) };
}

/** How a message is judged, and what is wrong with it. */
function judge({ body, authorName, notices }: Case): { readonly way: Way; readonly problem: string | undefined } {
  const converted = fromBody(body, { redact: false, authorName, notices });
  const markdown = renderBlocks(converted.blocks);
  if (body.kind === 'html') return { way: 'HTML', problem: unlikeHtml(body.html, markdown) };
  const { text, flowed = false, delSp = false } = body;
  expect(converted.spans.map((span) => text.slice(span.from, span.to)).join('')).toBe(text);
  const kept = keptText(text, converted, keep);
  const document = htmlWithin(text);
  if (document) return { way: 'HTML', problem: unlikeParts(document, markdown) };
  const signed = text.includes('-----BEGIN PGP SIGNED MESSAGE-----');
  const problem = unfaithful(kept, markdown, { flowed, delSp, signed });
  if (problem === undefined || !isMarkdown(toLines(ownText(text, converted)))) return { way: 'text', problem };
  if (!markdownSigns.test(text)) return { way: 'text', problem: `read as Markdown, which it is not: ${problem}` };
  return { way: 'Markdown', problem: unfaithful(kept, markdown, { markdown: true }) };
}

/** What nobody types but in Markdown. `#` before a line is a comment as often as a heading, and dashes are a line of some table. */
const markdownSigns =
  /\]\((?:https?:|\/|#)[^)\s]*\)|^ {0,3}```[\w-]*$|^\[[^\]]+\]: https?:|(?<![\w*])\*\*\p{L}[^*\n]*\*\*(?![\w*])/mu;

/** What stands before, in and after a mail in HTML that a text holds: from its start, or below the header lines of a MIME part. */
function htmlWithin(text: string): readonly [string, string, string] | undefined {
  const start = /(?:^|^Content-[^\n]*\n\n+)(?=[ \t]*<(?:!doctype html|html)\b)/im.exec(text);
  if (!start || (start.index > 0 && start[0] === '')) return undefined;
  const from = start.index + start[0].length;
  const length = text.slice(from).search(/<\/html>/i);
  if (length < 0) return undefined;
  const to = from + length + '</html>'.length;
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

function unlikeParts([before, html, after]: readonly [string, string, string], markdown: string): string | undefined {
  return firstDifference([...wordsOf(before), ...wordsOf(textOfHtml(html)), ...wordsOf(after)], visibleWords(markdown));
}

function ownText(text: string, converted: Converted): string {
  return keptText(text, converted, new Set<SpanType>(['own', 'forward']));
}

function unlikeHtml(html: string, markdown: string): string | undefined {
  return firstDifference(wordsOf(textOfHtml(html)), visibleWords(markdown));
}

/** What a browser shows of a mail's HTML. */
function textOfHtml(html: string): string {
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true } });
  $('script, style, head, title, noscript, template, [hidden]').remove();
  $('*').each((_, element) => {
    const style = $(element).attr('style') ?? '';
    if (/display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(style)) $(element).remove();
  });
  $('img').each((_, element) => {
    $(element).replaceWith(` ${$(element).attr('alt') ?? ''} `);
  });
  $('ol').each((_, list) => {
    $(list)
      .children('li')
      .each((index, element) => {
        $(element).prepend(`${Number($(list).attr('start') ?? 1) + index} `);
      });
  });
  $('br, p, div, td, th, li, tr, h1, h2, h3, h4, h5, h6, pre, blockquote, hr').before(' ').after(' ');
  return $.root().text();
}

// Without the archives beside the project these say so and are skipped.
describe.skipIf(!existsSync(corpus))('real archives in ../shared/corpus (skipped where it is absent)', () => {
  it('are shown as they are, message by message', { timeout: 300_000 }, async () => {
    const wrong = new Map<string, string>();
    const counts: Record<Way, number> = { text: 0, Markdown: 0, HTML: 0 };
    for (const source of [pipermail, mboxes, exports])
      for await (const message of source()) {
        const { way, problem } = judge(message);
        counts[way]++;
        if (problem !== undefined) wrong.set(message.name, problem);
      }
    const all = counts.text + counts.Markdown + counts.HTML;
    const ways = Object.entries(counts).map(([way, count]) => `${count} ${way}`);
    process.stderr.write(`faithful: ${all - wrong.size} of ${all} messages (${ways.join(', ')})\n`);
    const unknown = [...wrong].filter(([name]) => exceptions[name] === undefined);
    expect(unknown.map(([name, problem]) => `${name}: ${problem}`)).toEqual([]);
    expect(Object.keys(exceptions).filter((name) => !wrong.has(name))).toEqual([]);
  });
});
