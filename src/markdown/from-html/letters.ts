/** Lists that count in letters or Roman numbers, which Markdown has not: the marker stays as text, since others may point at “b.”. */
import { type DomElement, isElement } from './dom.js';
import { styleOf } from './styles.js';

export type Letters = 'a' | 'A' | 'i' | 'I';

const byStyle: Readonly<Record<string, Letters>> = {
  'lower-alpha': 'a',
  'lower-latin': 'a',
  'upper-alpha': 'A',
  'upper-latin': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
};
/** Roman numbers end there; who counts further is shown digits. */
const maxRoman = 3_999;

/** The letters in which a browser counts the items of an `<ol>`; undefined where it shows numbers. */
export function lettersOf(list: DomElement): Letters | undefined {
  const first = list.children.find((child) => isElement(child) && child.name === 'li');
  // Google Docs says it of each item.
  const style = styleOf(list).listType ?? (first && isElement(first) ? styleOf(first).listType : undefined);
  if (style !== undefined) return byStyle[style];
  const type = list.attribs['type'];
  return type === 'a' || type === 'A' || type === 'i' || type === 'I' ? type : undefined;
}

/** `3` → `c.`, `iii.` */
export function markerOf(letters: Letters, number: number): string {
  const lower = letters === 'a' || letters === 'A' ? alphabetic(number) : roman(number);
  return `${letters === 'A' || letters === 'I' ? lower.toUpperCase() : lower}.`;
}

function alphabetic(number: number): string {
  if (number < 1) return String(number);
  let letters = '';
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(97 + ((rest - 1) % 26)) + letters;
  return letters;
}

const numerals: readonly (readonly [value: number, sign: string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(number: number): string {
  if (number < 1 || number > maxRoman) return String(number);
  let signs = '';
  let rest = number;
  for (const [value, sign] of numerals) for (; rest >= value; rest -= value) signs += sign;
  return signs;
}
