/** Mailman's scrubbed HTML parts: the HTML of the mail, escaped as text in a page of its own. */

const start = /^\s*<tt>\s?/i;
const end = /<\/tt>$/i;

/** The real HTML of a scrubbed attachment; what is none is given back as it is. */
export function unwrapScrubbedHtml(attachmentText: string): string {
  const text = attachmentText.replace(/\r\n?/g, '\n').trimEnd();
  const opening = start.exec(text)?.[0];
  const closing = end.exec(text.slice(-5))?.[0];
  if (opening === undefined || closing === undefined) return attachmentText;
  // Scrubber.py: websafe(), spaces to &nbsp;, lines joined with <br>. `&amp;` comes last, or `&amp;lt;` would become `<`.
  return text
    .slice(opening.length, -closing.length)
    .trimEnd()
    .replace(/<br>\n?/gi, '\n')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}
