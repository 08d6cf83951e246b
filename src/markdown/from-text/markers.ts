/** What begins a list item: `- * + o •`, `1. 1) (1)`, `a) (a)`. */
import type { Line } from './lines.js';

export interface Marker {
  readonly kind: 'bullet' | 'number' | 'letter';
  /** As typed: `-`, `1)`, `(a)`. */
  readonly typed: string;
  /** The number, or the letter's place in the alphabet; 0 for a bullet. */
  readonly number: number;
  /** Signs that are also used in sentences: they need company. */
  readonly isWeak: boolean;
  readonly indent: number;
  /** The column of the item's text. */
  readonly content: number;
  readonly text: string;
}

const bullet = /^([-*+•·▪‣◦●–—]|o)( +)(\S.*)$/u;
const number = /^(\(?(0|[1-9]\d{0,2})(?:[.)]|\.\)))( +)(\S.*)$/;
const letter = /^(\(?([a-z])\))( +)(\S.*)$/i;

export function markerOf(line: Line): Marker | undefined {
  if (line.blank) return undefined;
  const text = line.text.slice(line.indent);
  const isBullet = bullet.exec(text);
  if (isBullet) {
    const [, typed = '', gap = '', words = ''] = isBullet;
    return {
      kind: 'bullet',
      typed,
      number: 0,
      isWeak: /[o–—·]/u.test(typed),
      indent: line.indent,
      content: line.indent + typed.length + gap.length,
      text: words,
    };
  }
  const numbered = number.exec(text) ?? letter.exec(text);
  if (!numbered) return undefined;
  const [, typed = '', value = '', gap = '', words = ''] = numbered;
  const isNumber = /\d/.test(value);
  return {
    kind: isNumber ? 'number' : 'letter',
    typed,
    number: isNumber ? Number(value) : value.toLowerCase().charCodeAt(0) - 96,
    isWeak: !isNumber,
    indent: line.indent,
    content: line.indent + typed.length + gap.length,
    text: words,
  };
}
