/** Waiting for several things at a time, and giving them out in their order. */

/** The results of `work` over these items, in their order, up to `count` of them under way. */
export async function* ahead<Item, Result>(
  items: Iterable<Item>,
  count: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const under: Promise<Result>[] = [];
  try {
    for (const item of items) {
      under.push(work(item));
      const first = under.length < count ? undefined : under.shift();
      if (first !== undefined) yield await first;
    }
    for (let first = under.shift(); first !== undefined; first = under.shift()) yield await first;
  } finally {
    // Whoever stopped asking does not want to hear of the others' failures.
    for (const left of under) left.catch(() => undefined);
  }
}
