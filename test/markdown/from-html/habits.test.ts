/** How mail programs write what is quoted, forwarded or a signature; every expectation is written by hand. */
import { describe, expect, it } from 'vitest';
import { fromHtml, type HtmlOptions, renderBlocks } from '../../../src/markdown/index.js';
import type { SpanType } from '../../../src/model.js';
import { everything } from '../../helpers/span-types.js';

/** The Markdown, and each span as its type and its words without tags. */
function read(html: string, options: HtmlOptions = {}): { markdown: string; spans: string[] } {
  const { blocks, spans } = fromHtml(html, options);
  expect(spans.map((span) => html.slice(span.from, span.to)).join('')).toBe(html);
  for (const block of blocks) {
    const around = spans.find((span) => block.from >= span.from && block.from < span.to);
    expect(around, `${block.markdown} lies in one span`).toBeDefined();
    // An attribution and its quote are one block where the mail was text.
    if (around?.type !== 'attribution') expect(block.to).toBeLessThanOrEqual(around?.to ?? -1);
  }
  const words = (from: number, to: number): string =>
    html
      .slice(from, to)
      .replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
      .replace(/<[^<>]*>/g, ' ')
      .replaceAll('&nbsp;', ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&')
      .replaceAll('&gt;', '>')
      .replace(/\s+/g, ' ')
      .trim();
  return { markdown: renderBlocks(blocks), spans: spans.map(({ type, from, to }) => `${type}: ${words(from, to)}`) };
}

describe('Gmail', () => {
  const attribution =
    '<div dir="ltr" class="gmail_attr">On Mon, Feb 6, 2012 at 6:42 PM Tom Reed &lt;<a href="mailto:tom@example.org">tom@example.org</a>&gt; wrote:<br></div>';
  const quote = (words: string): string =>
    `<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">${words}</div></blockquote>`;

  it('answers above', () => {
    const html = `<div dir="ltr"><div>Yes, the ropes are here.</div></div><br><div class="gmail_quote">${attribution}${quote('<div>Are the ropes there?</div><div><br></div><div>Tom</div>')}</div>`;
    expect(read(html)).toEqual({
      markdown:
        'Yes, the ropes are here.\n\nOn Mon, Feb 6, 2012 at 6:42 PM Tom Reed &lt;t…@example.org> wrote:\n\n> Are the ropes there?\n>\n> Tom\n',
      spans: [
        'own: Yes, the ropes are here.',
        'attribution: On Mon, Feb 6, 2012 at 6:42 PM Tom Reed < tom@example.org > wrote:',
        'quote: Are the ropes there? Tom',
      ],
    });
    expect(read(html, { keep: new Set<SpanType>(['own']) }).markdown).toBe('Yes, the ropes are here.\n');
  });

  it('answers between', () => {
    const html = `<div dir="ltr"><div class="gmail_quote">${attribution}${quote('Are the ropes there?')}<div>They are.</div>${quote('And the lamps?')}<div>Those, too.</div></div></div>`;
    expect(read(html, { keep: new Set<SpanType>(['own', 'quote']) })).toEqual({
      markdown: '> Are the ropes there?\n\nThey are.\n\n> And the lamps?\n\nThose, too.\n',
      spans: [
        'attribution: On Mon, Feb 6, 2012 at 6:42 PM Tom Reed < tom@example.org > wrote:',
        'quote: Are the ropes there?',
        'own: They are.',
        'quote: And the lamps?',
        'own: Those, too.',
      ],
    });
  });

  it('signs with two dashes', () => {
    const html =
      '<div dir="ltr">The loft is open.<br clear="all"><div><br></div>-- <br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">Ann Keller<div>Harbour Office</div></div></div></div>';
    expect(read(html)).toEqual({
      markdown: 'The loft is open.\n',
      spans: ['own: The loft is open.', 'signature: -- Ann Keller Harbour Office'],
    });
  });

  it('forwards', () => {
    const html = `<div dir="ltr">For the minutes.<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong class="gmail_sendername" dir="auto">Tom Reed</strong> <span dir="auto">&lt;<a href="mailto:tom@example.org">tom@example.org</a>&gt;</span><br>Date: Mon, Feb 6, 2012 at 6:42 PM<br>Subject: ropes<br>To: &lt;<a href="mailto:summit@example.org">summit@example.org</a>&gt;<br></div><br><br><div dir="ltr">Forty-two ropes.<div>Seventeen lamps.</div></div></div></div>`;
    expect(read(html)).toEqual({
      markdown:
        'For the minutes.\n\nForwarded message  \nFrom: **Tom Reed** &lt;t…@example.org>  \nDate: Mon, Feb 6, 2012 at 6:42 PM  \nSubject: ropes  \nTo: &lt;s…@example.org>\n\nForty-two ropes.  \nSeventeen lamps.\n',
      spans: [
        'own: For the minutes.',
        'forward: ---------- Forwarded message --------- From: Tom Reed < tom@example.org > Date: Mon, Feb 6, 2012 at 6:42 PM Subject: ropes To: < summit@example.org > Forty-two ropes. Seventeen lamps.',
      ],
    });
  });

  it('indents with a blockquote, which quotes nobody', () => {
    const html =
      '<div dir="ltr">Two points:<blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>ropes</div></blockquote></div>';
    expect(read(html)).toEqual({ markdown: 'Two points:\n\nropes\n', spans: ['own: Two points: ropes'] });
  });
});

describe('Apple Mail', () => {
  it('says who is quoted in the quote', () => {
    const html =
      '<html><body>Yes.<br><div><br><blockquote type="cite"><div>On 6 Feb 2012, at 18:42, Tom Reed &lt;<a href="mailto:tom@example.org">tom@example.org</a>&gt; wrote:</div><br class="Apple-interchange-newline"><div><div>Are the ropes there?</div></div></blockquote></div><br></body></html>';
    expect(read(html)).toEqual({
      markdown: 'Yes.\n\nOn 6 Feb 2012, at 18:42, Tom Reed &lt;t…@example.org> wrote:\n\n> Are the ropes there?\n',
      spans: [
        'own: Yes.',
        'attribution: On 6 Feb 2012, at 18:42, Tom Reed < tom@example.org > wrote:',
        'quote: Are the ropes there?',
      ],
    });
  });

  it('says it above the quote', () => {
    const html =
      '<div>Yes.</div><br><div><div>Am 06.02.2012 um 18:42 schrieb Tom Reed:</div><br class="Apple-interchange-newline"><blockquote type="cite"><div>Sind die Seile da?</div></blockquote></div><br>';
    expect(read(html).spans).toEqual([
      'own: Yes.',
      'attribution: Am 06.02.2012 um 18:42 schrieb Tom Reed:',
      'quote: Sind die Seile da?',
    ]);
  });

  it('forwards in a quote', () => {
    const html =
      '<div>See below.</div><div><br><div>Begin forwarded message:</div><br class="Apple-interchange-newline"><blockquote type="cite"><div><span><b>From: </b></span><span>Tom Reed<br></span></div><div><span><b>Subject: </b></span><span><b>ropes</b><br></span></div><div><span><b>Date: </b></span><span>6 February 2012 at 18:42<br></span></div><br><div><div>Forty-two ropes.</div></div></blockquote></div>';
    expect(read(html)).toEqual({
      markdown:
        'See below.\n\nBegin forwarded message:\n\n**From:** Tom Reed  \n**Subject:** **ropes**  \n**Date:** 6 February 2012 at 18:42\n\nForty-two ropes.\n',
      spans: [
        'own: See below.',
        'forward: Begin forwarded message: From: Tom Reed Subject: ropes Date: 6 February 2012 at 18:42 Forty-two ropes.',
      ],
    });
  });

  it('signs', () => {
    const html =
      '<div dir="ltr">The loft is open.</div><div dir="ltr"><br></div><div id="AppleMailSignature" dir="ltr">Tom Reed<div>Harbour Office</div></div>';
    expect(read(html)).toEqual({
      markdown: 'The loft is open.\n',
      spans: ['own: The loft is open.', 'signature: Tom Reed Harbour Office'],
    });
  });

  it('quotes inside of its signature', () => {
    const html =
      '<div>Yes.</div><div id="AppleMailSignature">Tom<div><br>On 6 Feb 2012, at 18:42, Ann Keller &lt;ann@example.org&gt; wrote:<br><br></div><blockquote type="cite"><div>Are the ropes there?</div></blockquote></div>';
    expect(read(html).spans.at(-1)).toBe('quote: Are the ropes there?');
  });
});

describe('Thunderbird', () => {
  it('answers between', () => {
    const html =
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body><p>Good plan.</p><div class="moz-cite-prefix">On 06/02/2012 18:42, Tom Reed wrote:<br></div><blockquote type="cite" cite="mid:abc@example.org"><p>Are the ropes there?</p></blockquote><p>They are.</p><blockquote type="cite" cite="mid:abc@example.org"><pre class="moz-quote-pre" wrap="">And the lamps?\nAll of them?</pre></blockquote><p>Seventeen.</p><div class="moz-signature">-- <br>Ann Keller</div></body></html>';
    expect(read(html)).toEqual({
      markdown:
        'Good plan.\n\nOn 06/02/2012 18:42, Tom Reed wrote:\n\n> Are the ropes there?\n\nThey are.\n\n> And the lamps?  \n> All of them?\n\nSeventeen.\n',
      spans: [
        'own: Good plan.',
        'attribution: On 06/02/2012 18:42, Tom Reed wrote:',
        'quote: Are the ropes there?',
        'own: They are.',
        'quote: And the lamps? All of them?',
        'own: Seventeen.',
        'signature: -- Ann Keller',
      ],
    });
  });

  it('signs in a <pre>', () => {
    const html = '<p>The loft is open.</p><pre class="moz-signature" cols="72">-- \nAnn Keller\nHarbour Office</pre>';
    expect(read(html)).toEqual({
      markdown: 'The loft is open.\n',
      spans: ['own: The loft is open.', 'signature: -- Ann Keller Harbour Office'],
    });
  });

  it('forwards', () => {
    const html =
      '<p>For you.</p><div class="moz-forward-container"><br><br>-------- Forwarded Message --------<table class="moz-email-headers-table" cellspacing="0" border="0"><tbody><tr><th valign="BASELINE" nowrap="nowrap" align="RIGHT">Subject: </th><td>ropes</td></tr><tr><th>Date: </th><td>Mon, 6 Feb 2012 18:42:10 +0100</td></tr><tr><th>From: </th><td>Tom Reed <a class="moz-txt-link-rfc2396E" href="mailto:tom@example.org">&lt;tom@example.org&gt;</a></td></tr></tbody></table><br><br><p>Forty-two ropes.</p></div><p>What do you think?</p>';
    expect(read(html)).toEqual({
      markdown:
        'For you.\n\nForwarded Message  \nSubject: ropes  \nDate: Mon, 6 Feb 2012 18:42:10 +0100  \nFrom: Tom Reed &lt;t…@example.org>\n\nForty-two ropes.\n\nWhat do you think?\n',
      spans: [
        'own: For you.',
        'forward: -------- Forwarded Message -------- Subject: ropes Date: Mon, 6 Feb 2012 18:42:10 +0100 From: Tom Reed <tom@example.org> Forty-two ropes.',
        'own: What do you think?',
      ],
    });
  });
});

describe('Outlook', () => {
  const mso = (words: string): string =>
    `<p class="MsoNormal"><span style="font-size:11.0pt;color:#1F497D">${words}<o:p></o:p></span></p>`;

  it.each(['#E1E1E1', '#B5C4DF'])('puts a line of %s above what it answers', (colour) => {
    const html = `<div class="WordSection1">${mso('The ropes are here.')}${mso('<o:p>&nbsp;</o:p>')}<div><div style="border:none;border-top:solid ${colour} 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b><span lang="DE">Von:</span></b><span lang="DE"> Tom Reed &lt;tom@example.org&gt; <br><b>Gesendet:</b> Montag, 6. Februar 2012 18:42<br><b>An:</b> Ann Keller<br><b>Betreff:</b> Seile<o:p></o:p></span></p></div></div>${mso('Sind die Seile da?')}<blockquote type="cite">Und die Lampen?</blockquote></div>`;
    expect(read(html)).toEqual({
      markdown:
        'The ropes are here.\n\n**Von:** Tom Reed &lt;t…@example.org>  \n**Gesendet:** Montag, 6. Februar 2012 18:42  \n**An:** Ann Keller  \n**Betreff:** Seile\n\nSind die Seile da?\n\n> Und die Lampen?\n',
      spans: [
        'own: The ropes are here.',
        'forward: Von: Tom Reed <tom@example.org> Gesendet: Montag, 6. Februar 2012 18:42 An: Ann Keller Betreff: Seile Sind die Seile da? Und die Lampen?',
      ],
    });
  });

  it('says nothing in conditional comments', () => {
    const html =
      '<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit"/></xml><![endif]--><p class=MsoNormal>The <![if !vml]>ropes<![endif]> are here.<!--[if mso]>never seen<![endif]--></p>';
    expect(read(html).markdown).toBe('The ropes are here.\n');
  });

  it('on the web puts a rule and ids', () => {
    const html =
      '<div style="font-family: Calibri"><div>The ropes are here.</div><div id="Signature"><div>Ann Keller</div></div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" color="#000000"><b>From:</b> Tom Reed &lt;tom@example.org&gt;<br><b>Sent:</b> Monday, February 6, 2012 6:42 PM<br><b>Subject:</b> ropes</font><div>&nbsp;</div></div><div dir="ltr">Are the ropes there?</div></div>';
    expect(read(html)).toEqual({
      markdown:
        'The ropes are here.\n\n---\n\n**From:** Tom Reed &lt;t…@example.org>  \n**Sent:** Monday, February 6, 2012 6:42 PM  \n**Subject:** ropes\n\nAre the ropes there?\n',
      spans: [
        'own: The ropes are here.',
        'signature: Ann Keller',
        'forward: From: Tom Reed <tom@example.org> Sent: Monday, February 6, 2012 6:42 PM Subject: ropes Are the ropes there?',
      ],
    });
    expect(read(html, { keep: new Set<SpanType>(['own', 'quote']) }).markdown).toBe('The ropes are here.\n');
  });

  it('on a telephone signs and quotes', () => {
    const html =
      '<div dir="auto">Here.</div><div id="ms-outlook-mobile-signature"><div>Get Outlook for Android</div></div><div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message"><hr><b>From:</b> Tom Reed<br><b>Sent:</b> Monday<br><b>Subject:</b> ropes<br></div><div>Are they there?</div></div>';
    expect(read(html).spans).toEqual([
      'own: Here.',
      'signature: Get Outlook for Android',
      'forward: From: Tom Reed Sent: Monday Subject: ropes Are they there?',
    ]);
  });

  it('is the author’s own where a border holds no header', () => {
    const html =
      '<p>Above.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>Note: the loft is closed.</p></div><p>Below.</p>';
    expect(read(html).spans).toEqual(['own: Above. Note: the loft is closed. Below.']);
  });
});

describe('other programs', () => {
  it('Yahoo', () => {
    const html =
      '<div>Here.</div><div class="ydp1a2byahoo-signature"><div>Ann Keller</div></div><div id="ydp1a2byahoo_quoted_1" class="ydp1a2byahoo_quoted"><div style="color:#26282a"><div>On Monday, February 6, 2012, 06:42:10 PM GMT+1, Tom Reed &lt;tom@example.org&gt; wrote:</div><div><br></div><div>Are the ropes there?</div></div></div>';
    expect(read(html)).toEqual({
      markdown:
        'Here.\n\nOn Monday, February 6, 2012, 06:42:10 PM GMT+1, Tom Reed &lt;t…@example.org> wrote:\n\n> Are the ropes there?\n',
      spans: [
        'own: Here.',
        'signature: Ann Keller',
        'attribution: On Monday, February 6, 2012, 06:42:10 PM GMT+1, Tom Reed <tom@example.org> wrote:',
        'quote: Are the ropes there?',
      ],
    });
  });

  it('ProtonMail', () => {
    const html =
      '<div style="font-family:Arial">Here.</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-user">Ann Keller</div></div><div class="protonmail_quote">On Monday, February 6th, 2012 at 6:42 PM, Tom Reed &lt;tom@example.org&gt; wrote:<br><br><blockquote class="protonmail_quote" type="cite"><p>Are the ropes there?</p></blockquote><br></div>';
    expect(read(html).spans).toEqual([
      'own: Here.',
      'signature: Ann Keller',
      'attribution: On Monday, February 6th, 2012 at 6:42 PM, Tom Reed <tom@example.org> wrote:',
      'quote: Are the ropes there?',
    ]);
  });

  it('ProtonMail forwarding', () => {
    const html =
      '<div>For you.</div><div class="protonmail_quote">------- Forwarded Message -------<br>From: Tom Reed<br>Date: On Monday, February 6th, 2012 at 6:42 PM<br>Subject: ropes<br><br><blockquote class="protonmail_quote" type="cite"><p>Forty-two ropes.</p></blockquote></div>';
    expect(read(html).spans).toEqual([
      'own: For you.',
      'forward: ------- Forwarded Message ------- From: Tom Reed Date: On Monday, February 6th, 2012 at 6:42 PM Subject: ropes Forty-two ropes.',
    ]);
  });

  it('Zimbra', () => {
    const html =
      '<div>Here.</div><div data-marker="__SIG_PRE__">Ann Keller</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>"Tom Reed" &lt;tom@example.org&gt;<br><b>Sent: </b>Monday, February 6, 2012 6:42:10 PM<br><b>Subject: </b>ropes<br></div><div data-marker="__QUOTED_TEXT__"><div>Are the ropes there?</div></div>';
    expect(read(html).spans).toEqual([
      'own: Here.',
      'signature: Ann Keller',
      'forward: From: "Tom Reed" <tom@example.org> Sent: Monday, February 6, 2012 6:42:10 PM Subject: ropes Are the ropes there?',
    ]);
  });

  it('Roundcube', () => {
    const html =
      '<p id="reply-intro">On 2012-02-06 18:42, Tom Reed wrote:</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0"><div>Are the ropes there?</div></blockquote><p>They are.</p><div id="_rc_sig">-- <br>Ann Keller</div>';
    expect(read(html).spans).toEqual([
      'attribution: On 2012-02-06 18:42, Tom Reed wrote:',
      'quote: Are the ropes there?',
      'own: They are.',
      'signature: -- Ann Keller',
    ]);
  });

  it('Evolution', () => {
    const html =
      '<div>Here.</div><div>Am Montag, dem 06.02.2012 um 18:42 +0100 schrieb Tom Reed:</div><blockquote type="cite" style="margin:0 0 0 .8ex; border-left:2px #729fcf solid;padding-left:1ex"><div>Sind die Seile da?</div></blockquote><div><br></div><div class="-x-evo-signature-wrapper"><span class="-x-evo-signature">-- <br>Ann Keller</span></div>';
    expect(read(html).spans).toEqual([
      'own: Here.',
      'attribution: Am Montag, dem 06.02.2012 um 18:42 +0100 schrieb Tom Reed:',
      'quote: Sind die Seile da?',
      'signature: -- Ann Keller',
    ]);
  });

  it('KMail, which quotes with marks', () => {
    const html =
      '<html><head><meta name="qrichtext" content="1" /></head><body><p style="margin-top:0;">On Monday 06 February 2012 18:42:10 Tom Reed wrote:</p><p style="margin-top:0;">&gt; Are the ropes there?</p><p style="margin-top:0;">&gt; And the lamps?</p><p style="margin-top:0;"><br /></p><p style="margin-top:0;">They are.</p></body></html>';
    expect(read(html)).toEqual({
      markdown:
        'On Monday 06 February 2012 18:42:10 Tom Reed wrote:\n\n> Are the ropes there?  \n> And the lamps?\n\nThey are.\n',
      spans: [
        'attribution: On Monday 06 February 2012 18:42:10 Tom Reed wrote:',
        'quote: > Are the ropes there? > And the lamps?',
        'own: They are.',
      ],
    });
  });
});

describe('the words themselves', () => {
  it('tell a greeting, a sign-off and a list’s footer', () => {
    const html =
      '<p>Hi all,</p><p>the loft is open.</p><p>Best regards,<br>Ann</p><p>_______________________________________________<br>summit mailing list<br>summit@example.org</p>';
    expect(read(html, { authorName: 'Ann Keller' })).toEqual({
      markdown: 'the loft is open.\n',
      spans: [
        'greeting: Hi all,',
        'own: the loft is open.',
        'signoff: Best regards, Ann',
        'footer: _______________________________________________ summit mailing list summit@example.org',
      ],
    });
    expect(read(html, { authorName: 'Ann Keller', keep: everything }).markdown).toContain('Best regards');
  });

  it('tell a signature below two dashes', () => {
    const html = 'The loft is open.<br>-- <br>Ann Keller<br>Harbour Office';
    expect(read(html)).toEqual({
      markdown: 'The loft is open.\n',
      spans: ['own: The loft is open.', 'signature: -- Ann Keller Harbour Office'],
    });
  });

  it('are the author’s in a plain blockquote, which may quote a book', () => {
    const html = '<p>It says:</p><blockquote><p>The sea is near.</p></blockquote>';
    expect(read(html)).toEqual({
      markdown: 'It says:\n\n> The sea is near.\n',
      spans: ['own: It says: The sea is near.'],
    });
  });

  it('tell a quote in a plain blockquote, where they say whose it is', () => {
    const html =
      '<p>On Mon, Feb 6, 2012 at 18:42, Tom wrote:</p><blockquote><p>Are they there?</p></blockquote><p>Yes.</p>';
    expect(read(html).spans).toEqual([
      'attribution: On Mon, Feb 6, 2012 at 18:42, Tom wrote:',
      'quote: Are they there?',
      'own: Yes.',
    ]);
  });

  it('are kept where there is nothing but a signature or a greeting', () => {
    expect(read('<div id="Signature">Ann Keller</div>').markdown).toBe('Ann Keller\n');
    expect(read('<p>Hi <i>all</i>,</p>').markdown).toBe('Hi *all*,\n');
  });
});

describe('mail that was text', () => {
  it('is read as text where all of it is <pre>', () => {
    const html =
      '<html><body><pre wrap="">The loft is open.\n\nOn Mon, Feb 6, 2012 at 18:42, Tom &amp; Ann wrote:\n&gt; Are the\n&gt; <b>ropes</b> there?\n\n-- \nAnn Keller\n</pre></body></html>';
    expect(read(html)).toEqual({
      markdown: 'The loft is open.\n\nOn Mon, Feb 6, 2012 at 18:42, Tom & Ann wrote:\n\n> Are the  \n> ropes there?\n',
      spans: [
        'own: The loft is open.',
        'attribution: On Mon, Feb 6, 2012 at 18:42, Tom & Ann wrote:',
        'quote: > Are the > ropes there?',
        'signature: -- Ann Keller',
      ],
    });
  });

  it('is read as text where every line ends in <br>', () => {
    const html =
      '<p>The loft is open.<br><br>On Mon, Feb 6, 2012 at 18:42, Tom wrote:<br>&gt; Are the ropes there?<br>&gt; And the lamps?<br><br>- yes<br>- no<br>-- <br>Ann Keller<br></p>';
    expect(read(html)).toEqual({
      markdown:
        'The loft is open.\n\nOn Mon, Feb 6, 2012 at 18:42, Tom wrote:\n\n> Are the ropes there?  \n> And the lamps?\n\n- yes\n- no\n',
      spans: [
        'own: The loft is open.',
        'attribution: On Mon, Feb 6, 2012 at 18:42, Tom wrote:',
        'quote: > Are the ropes there? > And the lamps?',
        'own: - yes - no',
        'signature: -- Ann Keller',
      ],
    });
  });
});
