/** Whether anybody is still there: a list's volumes are hundreds, and each would wait minutes for a host that fell silent. */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import type { GetPage } from '../../model.js';

/** So many addresses in a row without an answer, each of them asked several times; two belong to a volume. */
const MOST_UNANSWERED = 6;

const UNANSWERED: ReadonlySet<Issue['code']> = new Set(['HOST_UNREACHABLE', 'TIMED_OUT']);

/** The same `get`, and whether so many answers in a row stayed out that the rest need not be asked for. */
export function watched(get: GetPage): { readonly get: GetPage; isGone(): boolean } {
  let unanswered = 0;
  return {
    isGone: () => unanswered >= MOST_UNANSWERED,
    async get(request) {
      try {
        const page = await get(request);
        unanswered = 0;
        return page;
      } catch (error) {
        const isSilent = error instanceof GiveUpOnPage && UNANSWERED.has(error.issue.code);
        unanswered = isSilent ? unanswered + 1 : 0;
        throw error;
      }
    },
  };
}
