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
const number = /^(\((?<inside>0|[1-9]\d{0,2})\.?\)|(?<bare>0|[1-9]\d{0,2})(?:\.\)|[.)]))( +)(\S.*)$/;
const letter = /^(\(?(?<bare>[a-z])\))( +)(\S.*)$/i;

export function markerOf(line: Line): Marker | undefined {
  if (line.blank) return undefined;
  const text = line.text.slice(line.indent);
  const isBullet = bullet.exec(text);
  // A line that a patch adds keeps its indentation behind the plus.
  if (isBullet && !/^\+ {2}/.test(text)) {
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
  const typed = numbered[1] ?? '';
  const value = numbered.groups?.['inside'] ?? numbered.groups?.['bare'] ?? '';
  const [gap = '', words = ''] = numbered.slice(-2);
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
