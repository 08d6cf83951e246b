/** What a report still holds that may be somebody's address, and that only a person can tell. */
import type { Issue } from '../issues.js';
import type { Report } from './compose.js';

/** `ann at example.org`, as archives write addresses and as people write where they met. */
const SPOKEN =
  /(?<![\p{L}\p{N}:…/])([\p{L}\p{N}]+ at [\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})(?![\p{L}\p{N}/]|[.-][\p{L}\p{N}])/gu;

/** An issue for each passage of a source that reads like an address and was not certain enough to be redacted. */
export function doubtfulAddresses({ blocks, sources }: Pick<Report, 'blocks' | 'sources'>): Issue[] {
  return blocks.flatMap(({ markdown, source }) => {
    const cited = source === null ? undefined : sources[source];
    if (cited === undefined) return [];
    const url = cited.url ?? cited.origin.url;
    return [...markdown.matchAll(SPOKEN)].map(([, value = '']): Issue => ({ code: 'ADDRESS_DOUBTFUL', url, value }));
  });
}
