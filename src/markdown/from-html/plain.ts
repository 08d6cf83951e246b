/** HTML as plain text, for searching and for telling what a passage was; what is shown is made by fromHtml. */
import { decodeHTML } from 'entities';

/** The words between the tags, a line for each block. */
export function plainTextOf(html: string): string {
  const lines = html
    .replace(/[\s]+/g, ' ')
    .replace(/<(?:br|\/(?:p|div|tr|li|h[1-6]|blockquote))\b[^<>]{0,5000}>/gi, '\n')
    .replace(/<[^<>]{0,5000}>/g, '');
  return decodeHTML(lines)
    .replaceAll('\u00a0', ' ')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim();
}
