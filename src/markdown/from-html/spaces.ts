/** White space as a browser shows it. */

/** Runs that are more than one plain space; what no mail holds (private use, noncharacters) is a space, too, since marks.ts uses it. */
const runs =
  /[^\S ][\s\u00a0\ue000-\uf8ff\u200b\ufeff\ufdd0-\ufdef]*|[\ue000-\uf8ff\u200b\ufdd0-\ufdef][\s\u00a0\ue000-\uf8ff\u200b\ufeff\ufdd0-\ufdef]*| [\s\u00a0\ue000-\uf8ff\u200b\ufeff\ufdd0-\ufdef]+/g;

/** The text with one space for each run of white space. */
export function withSingleSpaces(text: string): string {
  return text.replace(runs, ' ');
}
