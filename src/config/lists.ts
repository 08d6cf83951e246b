/** `lists:` of the config: a name, and the archives that keep the list. */
import { z } from 'zod';
import { linkFor } from '../archives/index.js';

/** No `/`, no `:` and no space: a name is never taken for a link or a path. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u;

/** One link or a sequence of them; a mistake in a sequence is named at its own line. */
const links = z.unknown().transform((value, context): readonly string[] => {
  const texts = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(texts) || texts.length === 0) {
    context.addIssue({ code: 'custom', message: 'give the link of the list’s archive, or several below one another' });
    return z.NEVER;
  }
  texts.forEach((text: unknown, index) => {
    const message = typeof text === 'string' ? mistakeIn(text.trim()) : 'a link is text';
    if (message !== null) {
      context.addIssue({ code: 'custom', message, path: typeof value === 'string' ? [] : [index] });
    }
  });
  return texts.map((text) => String(text).trim());
});

/** What is wrong with a link; null for one to a list. A path is believed until it is read. */
function mistakeIn(text: string): string | null {
  if (text === '') return 'the link is empty';
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === 'file') return null;
  const named = URL.canParse(text) ? linkFor(new URL(text)) : null;
  if (named === null) return `“${text}” is not a link into a mailing-list archive that Listpress knows`;
  if (named.form !== 'message' && named.form !== 'thread') return null;
  return `“${text}” is a ${named.form}; give the link of its list`;
}

export const listsSchema = z.record(z.string(), links).superRefine((lists, context) => {
  const owners = new Map<string, string>();
  for (const [name, own] of Object.entries(lists)) {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (!NAME.test(name)) refuse('a name has letters, digits and . _ @ + - only');
    for (const link of own) {
      const owner = owners.get(link);
      if (owner !== undefined) refuse(`“${link}” stands under ${owner} already`);
      owners.set(link, name);
    }
  }
});
