/** White space as a browser shows it. */

/** Runs that are more than one plain space; what no mail holds (private use, noncharacters) is a space, too, since marks.ts uses it. */
const runs =
  /[^\S ][\s\u00a0\ue000-\uf8ff\u200b\ufeff\ufdd0-\ufdef]*|[\ue000-\uf8ff\u200b\ufdd0-\ufdef][\s\u00a0\ue000-\uf8ff\u200b\ufeff\ufdd0-\ufdef]*| [\s\u00a0\ue000-\uf8ff\u200b\ufeff\ufdd0-\ufdef]+/g;

/** The text with one space for each run of white space. */
export function withSingleSpaces(text: string): string {
  return text.replace(runs, ' ');
}

/** How many columns the spaces at the start of a text take, where those that break are dropped before others. */
export function indentOf(text: string): number {
  const spaces = /^[\s\u00a0]{0,200}/.exec(text)?.[0] ?? '';
  return spaces.replace(/^[^\u00a0]+/, '').replace(/[^\u00a0]+/g, ' ').length;
}
