/** What a `style` attribute says that matters for the text. The same few styles stand on most elements of a mail, so each is read once. */
import type { DomElement } from './dom.js';

export interface Style {
  /** Preview lines and the like: in the mail, but never seen. */
  readonly isHidden: boolean;
  /** False where it takes back what is around it. */
  readonly isBold: boolean | undefined;
  readonly isItalic: boolean | undefined;
  readonly isStruck: boolean;
  /** The bullet of a list of Word. */
  readonly isMarker: boolean;
  /** The level of Word's list that a paragraph is in. */
  readonly listLevel: number | undefined;
  /** `lower-alpha`, `decimal`, … */
  readonly listType: string | undefined;
  /** `border:none;border-top:solid #E1E1E1 1.0pt`, the line above the header of what Outlook answers. */
  readonly hasTopBorder: boolean;
  readonly hasLeftBorder: boolean;
  readonly hasNoBorder: boolean;
  /** In pixels, or whatever else it is given in. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}

const maxKnown = 2_000;
const maxLength = 2_000;
const known = new Map<string, Style>();

/** Several questions are asked of an element in turn. */
let last: { readonly css: string; readonly style: Style } | undefined;

export function styleOf({ attribs }: DomElement): Style {
  const css = attribs['style'];
  if (css === undefined || css === '') return none;
  if (css === last?.css) return last.style;
  const style = known.get(css) ?? readStyle(css);
  if (known.size >= maxKnown) known.clear();
  if (css.length <= maxLength) known.set(css, style);
  last = { css, style };
  return style;
}

function readStyle(css: string): Style {
  const weight = /(?:^|[;\s])font-weight\s*:\s*(\w{1,10})/i.exec(css)?.[1]?.toLowerCase();
  const slant = /(?:^|[;\s])font-style\s*:\s*(\w{1,10})/i.exec(css)?.[1]?.toLowerCase();
  const level = /mso-list\s*:\s*l\d{1,9}\s+level(\d{1,2})/i.exec(css)?.[1];
  return {
    isHidden:
      /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0\s*(?:;|!|$)/i.test(css) ||
      (/max-height\s*:\s*0(?:px)?\s*(?:;|!|$)/i.test(css) && /overflow\s*:\s*hidden/i.test(css)),
    isBold:
      weight === undefined ? undefined : asFlag(weight, /^(?:bold|bolder|[6-9]00)$/, /^(?:normal|lighter|[1-5]00)$/),
    isItalic: slant === undefined ? undefined : asFlag(slant, /^(?:italic|oblique)$/, /^normal$/),
    isStruck: /(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]{0,100}line-through/i.test(css),
    isMarker: /mso-list\s*:\s*Ignore/i.test(css),
    listLevel: level === undefined ? undefined : Number(level),
    listType: /list-style(?:-type)?\s*:[^;]{0,40}?\b(decimal|(?:lower|upper)-(?:alpha|latin|roman))/i
      .exec(css)?.[1]
      ?.toLowerCase(),
    hasTopBorder:
      /border-top\s*:\s*(?:solid|\d[\d.]*p[tx]\s+solid|#?\w+\s+solid)|border-style\s*:\s*solid\s+none\s+none/i.test(
        css,
      ),
    hasLeftBorder: /border-left(?:-width)?\s*:\s*(?!none|0|medium none)/i.test(css),
    hasNoBorder: /border(?:-left)?\s*:\s*(?:medium\s+)?(?:none|0)/i.test(css),
    width: numberIn(/(?:^|[;\s])width\s*:\s*(\d+)/i.exec(css)?.[1]),
    height: numberIn(/(?:^|[;\s])height\s*:\s*(\d+)/i.exec(css)?.[1]),
  };
}

function asFlag(value: string, yes: RegExp, no: RegExp): boolean | undefined {
  return yes.test(value) ? true : no.test(value) ? false : undefined;
}

function numberIn(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

const none: Style = readStyle('');
