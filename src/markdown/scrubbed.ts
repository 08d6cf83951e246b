/** Mailman's scrubbed HTML parts: the HTML of the mail, escaped as text in a page of its own. */

/** The real HTML of a scrubbed attachment; what is none is given back as it is. */
export function unwrapScrubbedHtml(attachmentText: string): string {
  const wrapped = /^\s*<tt>\s?([\s\S]*?)\s*<\/tt>\s*$/i.exec(attachmentText.replace(/\r\n?/g, '\n'));
  if (!wrapped) return attachmentText;
  // Scrubber.py: websafe(), spaces to &nbsp;, lines joined with <br>. `&amp;` comes last, or `&amp;lt;` would become `<`.
  return (wrapped[1] ?? '')
    .replace(/<br>\n?/gi, '\n')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}
