/** `target.push(...items)` for any number of items: a spread of 100,000 ends the stack. */
export function append<T>(target: T[], items: readonly T[]): void {
  for (const item of items) target.push(item);
}
