/** Pages in the shapes that Pipermail's own templates give them, and archives of such pages that nobody has to serve. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GiveUpOnPage } from '../../src/errors.js';
import type { GetPage } from '../../src/model.js';

export const ARCHIVE = 'http://lists.example.org/pipermail/';
const www = fileURLToPath(new URL('../../fixtures/archive/www/pipermail/', import.meta.url));

/** What a test says of a page; everything else is as Mailman 2.1.39 writes it. */
export interface PageFacts {
  readonly subject: string;
  readonly author: string;
  /** As it stands in the link: `ann at example.org`. */
  readonly address: string;
  readonly date: string;
  /** The HREF, with its quotes and what a template puts after it. */
  readonly href: string;
  readonly body: string;
  readonly charset: string | null;
}

export const ann: PageFacts = {
  subject: '[Summit] Room 4',
  author: 'Ann Bee',
  address: 'ann at example.org',
  date: 'Mon Feb  6 18:42:10 CET 2012',
  href: '"mailto:summit%40lists.example.org?Subject=Re%3A%20Room%204&In-Reply-To=%3Cown.1%40example.org%3E"',
  body: 'Hello,\n\nroom 4.\n',
  charset: 'us-ascii',
};

/** A message page of Mailman 2.1. */
export function messagePage(given: Partial<PageFacts> = {}): string {
  const { subject, author, address, date, href, body, charset } = { ...ann, ...given };
  const meta = charset === null ? '' : `<META http-equiv="Content-Type" content="text/html; charset=${charset}">`;
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML>
 <HEAD>
   <TITLE> ${subject}
   </TITLE>
   <LINK REL="Index" HREF="index.html" >
   <META NAME="robots" CONTENT="index,nofollow">
   ${meta}
 </HEAD>
 <BODY BGCOLOR="#ffffff">
   <H1>${subject}</H1>
    <B>${author}</B> 
    <A HREF=${href}
       TITLE="${subject}">${address}
       </A><BR>
    <I>${date}</I>
    <P><UL>
         <LI> <B>Messages sorted by:</B> 
              <a href="date.html#1">[ date ]</a>
         </LI>
       </UL>
    <HR>  
<!--beginarticle-->
<PRE>${body}
</PRE>

<!--endarticle-->
    <HR>
    <P><UL>
        <!--threads-->
         <LI> <B>Messages sorted by:</B> 
         </LI>
       </UL>
<hr>
<a href="http://lists.example.org/mailman/listinfo/summit">More information about the Summit
mailing list</a><br>
</body></html>
`;
}

/** A volume's thread.html around its entries. */
export function threadPage(entries: string): string {
  return `<HTML>
  <HEAD><title>The Summit February 2012 Archive by thread</title>
     <META http-equiv="Content-Type" content="text/html; charset=us-ascii">
  </HEAD>
  <BODY BGCOLOR="#ffffff">
      <a name="start"></A>
      <h1>February 2012 Archives by thread</h1>
      <ul>
         <li> <b>Messages sorted by:</b>
		<a href="date.html#start">[ date ]</a>
	     <li><b><a href="http://lists.example.org/mailman/listinfo/summit">More info on this list...
                    </a></b></li>
      </ul>
     <ul>
${entries}
    </ul>
      <a name="end"><b>Last message date:</b></a>
  </BODY>
</HTML>
`;
}

/** One line of thread.html, with its comment where there is a key. */
export function threadEntry(number: number, subject: string, author: string, key?: string, depth = 0): string {
  const file = String(number).padStart(6, '0');
  const comment = key === undefined ? '' : `<!--${depth} ${key} -->\n`;
  return `${comment}<LI><A HREF="${file}.html">${subject}\n</A><A NAME="${number}">&nbsp;</A>\n<I>${author}\n</I>\n`;
}

export const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));

export interface Archive {
  readonly get: GetPage;
  /** What was asked for, in order. */
  readonly asked: string[];
}

/** An archive of pages by address; any other is missing. */
export function archiveOf(pages: Readonly<Record<string, string | Uint8Array>>): Archive {
  const asked: string[] = [];
  return {
    asked,
    get: async ({ url, role }) => {
      asked.push(url);
      const body = Object.hasOwn(pages, url) ? pages[url] : undefined;
      if (body === undefined) throw new GiveUpOnPage({ code: 'PAGE_MISSING', url, status: 404 });
      return { role, origin: { url, sha256: 'ab' }, contentType: 'text/html', body: new Blob([body]) };
    },
  };
}

/** The bundled archive, read from its files. */
export function bundledArchive(): Archive {
  const asked: string[] = [];
  return {
    asked,
    get: async ({ url, role }) => {
      asked.push(url);
      try {
        const path = url.startsWith(ARCHIVE) ? url.slice(ARCHIVE.length) : '';
        const body = readFileSync(`${www}${path.endsWith('/') ? `${path}index.html` : path}`);
        return { role, origin: { url, sha256: 'ab' }, contentType: 'text/html', body: new Blob([body]) };
      } catch (cause) {
        throw new GiveUpOnPage({ code: 'PAGE_MISSING', url, status: 404 }, { cause });
      }
    },
  };
}
