/** Mail that was HTML and nothing else. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withHtmlPart } from '../../../src/archives/pipermail/html-part.js';
import { readScrubNotices } from '../../../src/archives/pipermail/scrub-notices.js';
import { StopRun } from '../../../src/errors.js';
import type { Message } from '../../../src/model.js';
import { ARCHIVE, archiveOf, bundledArchive } from '../../helpers/pipermail.js';
import { fixture } from '../../helpers/run-cli.js';
import { message } from '../../mail/message.js';

const LIST = `${ARCHIVE}summit/`;
const HTML = `${LIST}attachments/20120131/c0d63923/attachment.html`;
const NOTICE = `An HTML attachment was scrubbed...\nURL: <${HTML}>`;
const ofText = (text: string): Message =>
  message({ body: { kind: 'text', text }, attachments: readScrubNotices(text, LIST) });

describe('withHtmlPart', () => {
  it('takes the HTML for the body where the mail says nothing else', async () => {
    const { body, attachments, issues } = await withHtmlPart(ofText(NOTICE), bundledArchive().get);
    // What the sender's mailer wrote, as the archive's own source has it.
    const source = readFileSync(fixture('archive/mail/summit/2012-01-31-arrivals.eml'), 'utf8');
    const line =
      source
        .split('\n')
        .find((text) => /<(?:p|li|td)\b[^>]*>[^=]*<\//i.test(text))
        ?.trim() ?? '';
    expect(line).not.toBe('');
    expect(body).toMatchObject({ kind: 'html', html: expect.stringContaining(line) });
    expect(issues).toEqual([]);
    expect(attachments).toEqual([{ name: null, type: 'text/html', size: null, url: HTML }]);
  });

  it.each([
    ['text before the notice', `Hello.\n${NOTICE}`],
    ['no notice at all', 'Hello.'],
    ['a notice of something else', NOTICE.replace('attachment.html', 'attachment.png')],
  ])('asks for nothing where there is %s', async (_, text) => {
    const archive = bundledArchive();
    const given = ofText(text);
    expect(await withHtmlPart(given, archive.get)).toBe(given);
    expect(archive.asked).toEqual([]);
  });

  it('leaves an HTML body alone', async () => {
    const given = { ...ofText(NOTICE), body: { kind: 'html', html: '<p>x</p>' } } as const;
    expect(await withHtmlPart(given, bundledArchive().get)).toBe(given);
  });

  it('says that the part is lost, and keeps the notice', async () => {
    const given = ofText(NOTICE);
    const { body, issues } = await withHtmlPart(given, archiveOf({}).get);
    expect(body).toEqual(given.body);
    expect(issues).toEqual([{ code: 'PAGE_MISSING', url: HTML, status: 404 }]);
  });

  it('unwraps what Mailman escaped: <tt>, &nbsp;, <br>', async () => {
    const page = '<tt>\n&lt;p&gt;Tom&nbsp;&amp;amp;&nbsp;Ann&lt;/p&gt;<br>\n&lt;p&gt;two&lt;/p&gt;<br>\n</tt>\n';
    const { body } = await withHtmlPart(ofText(NOTICE), archiveOf({ [HTML]: page }).get);
    expect(body).toMatchObject({ html: expect.stringMatching(/^<p>Tom &amp; Ann<\/p>\s*<p>two<\/p>/) });
  });

  it('reads the charset that the server names', async () => {
    const get: Parameters<typeof withHtmlPart>[1] = async ({ url, role }) => ({
      role,
      origin: { url, sha256: '' },
      contentType: 'text/html; charset="iso-8859-2"',
      body: new Blob([new Uint8Array([0xa3, 0xf3, 0x64, 0xbc])]),
    });
    expect((await withHtmlPart(ofText(NOTICE), get)).body).toEqual({ kind: 'html', html: 'Łódź' });
  });

  it('lets a stop through', async () => {
    const stop = async () => {
      throw new StopRun('Stopped.');
    };
    await expect(withHtmlPart(ofText(NOTICE), stop)).rejects.toThrow(StopRun);
  });
});
