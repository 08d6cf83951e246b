/** What a person typed after the command: a link, or a file's path. */
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { linkFor } from '../archives/index.js';
import type { ArchiveLink } from '../archives/kind.js';
import type { Issue } from '../issues.js';
import { withFolderSlash } from '../store/folders.js';

/** The archive link that an argument is, or the issue that says why it is none. */
export function parseLink(argument: string, cwd: string): ArchiveLink | Issue {
  const text = argument.trim().replace(/^<(?:URL:)?(.*)>$/i, '$1');
  const address = addressOf(text, cwd);
  if (address === null) return { code: 'LINK_NOT_ARCHIVE', url: argument };
  return linkFor(address) ?? { code: 'LINK_NOT_ARCHIVE', url: withoutPassword(argument, address) };
}

/** What is printed and kept must not tell a password. */
function withoutPassword(argument: string, { username, password, href }: URL): string {
  if (username === '' && password === '') return argument;
  return href.replace(/\/\/[^/@]*@/, '//');
}

function addressOf(text: string, cwd: string): URL | null {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined || isAbsolute(text)) return withFolderSlash(pathToFileURL(resolve(cwd, text)));
  if (!['http', 'https', 'file'].includes(scheme)) return null;
  try {
    return withFolderSlash(new URL(text));
  } catch {
    return null;
  }
}
