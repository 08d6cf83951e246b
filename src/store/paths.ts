/** What the user's disk has at a path. */
import { statSync } from 'node:fs';

/** A file, a folder, or nothing that can be looked at. */
export function whatIsAt(path: string): 'file' | 'folder' | null {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}
