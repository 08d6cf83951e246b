/** What is worked out once and asked for again: a list has few authors and many mails. */

/** The most answers that are kept; then all are forgotten, which costs less than knowing which is the oldest. */
const MOST = 2000;

/** A pure function of a text that works once for each of them, and keeps a bounded number of answers. */
export function remembered<Answer>(work: (text: string) => Answer): (text: string) => Answer {
  const done = new Map<string, Answer>();
  return (text) => {
    const known = done.get(text);
    if (known !== undefined) return known;
    if (done.size >= MOST) done.clear();
    const answer = work(text);
    done.set(text, answer);
    return answer;
  };
}
