/** Which tables hold data, and where their cells stand. */
import { below, type DomElement, isElement } from './dom.js';
import { HtmlNode } from './nodes.js';

const maxSpan = 100;
/** A table wider than that is none that anybody reads. */
const maxColumns = 100;
const blockNames = new Set('table ul ol blockquote pre h1 h2 h3 h4 h5 h6 hr center'.split(' '));

/** How many columns or rows a cell takes. */
export function spanOf(cell: DomElement, name: 'colspan' | 'rowspan'): number {
  const span = /^\s*(\d{1,4})/.exec(cell.attribs[name] ?? '')?.[1];
  return Math.min(maxSpan, Math.max(1, Number(span ?? 1)));
}

/** A table of data has header cells, or rows that are equally wide; a table that lays out a page holds blocks. */
export function isDataTable(table: DomElement): boolean {
  if (/^(?:presentation|none)$/i.test(table.attribs['role'] ?? '')) return false;
  // Thunderbird's header of a forwarded mail.
  if (/\bmoz-email-headers-table\b/.test(table.attribs['class'] ?? '')) return false;
  // A table in a table lays out; asked here, most are told by their first elements.
  for (const node of below(table)) if (isElement(node) && blockNames.has(node.name)) return false;
  const grid = new Grid();
  let heads = 0;
  let cells = 0;
  let paragraphs = 0;
  for (const node of below(table)) {
    if (!isElement(node)) continue;
    if (node.name === 'tr') grid.row();
    else if (node.name === 'td' || node.name === 'th') {
      if (grid.rows === 0) return false;
      grid.cell(spanOf(node, 'colspan'), spanOf(node, 'rowspan'));
      if (grid.columns > maxColumns) return false;
      cells++;
      if (node.name === 'th') heads++;
    } else if (node.name === 'p' || node.name === 'div') paragraphs++;
  }
  if (grid.columns < 2 || grid.rows < 2 || paragraphs > cells) return false;
  return heads > 0 || grid.isEven;
}

/** The places of a table's cells: a cell that spans rows takes its columns in those below. */
class Grid {
  rows = 0;
  columns = 0;
  /** How many more rows each column is taken by a cell from above. */
  #taken: number[] = [];
  #column = 0;
  #widths = new Set<number>();

  /** True when all rows end in the same column. */
  get isEven(): boolean {
    const widths = new Set(this.#widths);
    if (this.rows > 0) widths.add(this.#width());
    return widths.size === 1;
  }

  row(): void {
    if (this.rows > 0) this.#widths.add(this.#width());
    this.rows++;
    this.#taken = this.#taken.map((rows) => Math.max(0, rows - 1));
    this.#column = 0;
  }

  /** Takes the next free place, and says in which column that is. */
  cell(width: number, height: number): number {
    while ((this.#taken[this.#column] ?? 0) > 0) this.#column++;
    const at = this.#column;
    for (let column = at; column < at + width; column++) this.#taken[column] = height;
    this.#column = at + width;
    this.columns = Math.max(this.columns, this.#column);
    return at;
  }

  #width(): number {
    let width = this.#column;
    while ((this.#taken[width] ?? 0) > 0) width++;
    return width;
  }
}

/** A table that is being written: every row gets as many cells as the widest has. */
export class TableRows {
  readonly #rows: HtmlNode[][] = [];
  readonly #grid = new Grid();

  openRow(): void {
    this.#rows.push([]);
    this.#grid.row();
  }

  /** A cell that takes so many columns and rows; undefined outside of a row. */
  openCell(columns: number, rows: number): HtmlNode | undefined {
    const row = this.#rows.at(-1);
    if (!row) return undefined;
    const cell = HtmlNode.element('td');
    row[this.#grid.cell(columns, rows)] = cell;
    return cell;
  }

  finish(): HtmlNode {
    const table = HtmlNode.element('table');
    for (const cells of this.#rows.filter((row) => row.length > 0)) {
      const row = table.append(HtmlNode.element('tr'));
      for (let column = 0; column < this.#grid.columns; column++) row.append(cells[column] ?? HtmlNode.element('td'));
    }
    return table;
  }
}
