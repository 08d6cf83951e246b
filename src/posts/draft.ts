/** A draft: what goes into the post, block by block, and where each block came from. */
import type { Instant, Source } from '../model.js';
import type { CitedSource, ReportBlock, SetAside } from '../reports/compose.js';
import type { Fields } from './document.js';

export interface Draft {
  readonly slug: string;
  /** As in the front matter: `2012-03-14 12:30`. */
  readonly date: string;
  readonly fields: Fields;
  readonly blocks: readonly ReportBlock[];
  readonly sources: readonly [CitedSource, ...CitedSource[]];
  /** What the sources say besides, and the post does not print. */
  readonly setAside: readonly SetAside[];
}

/** What the front matter is made of. */
export interface FieldsInput {
  readonly title: string;
  readonly date: string;
  readonly author: string | null;
  readonly set: Fields;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly sources: readonly Source[];
}

/** The seed's front matter, in its order and spellings; then that it is a draft, and its sources. */
export function frontMatter(input: FieldsInput): Fields {
  return [
    ['title', input.title],
    ['date', input.date],
    ['author', input.author],
    ...input.set,
    ...categoriesField(input.categories),
    ...(input.tags.length === 0 ? [] : [['tags', [...input.tags]] as const]),
    ['draft', true],
    ['sources', input.sources.map(sourceField)],
  ];
}

function categoriesField(categories: readonly string[]): Fields {
  const [only] = categories;
  if (only === undefined) return [];
  return categories.length === 1 ? [['category', only]] : [['categories', [...categories]]];
}

function sourceField({ title, author, date, url, message_id }: Source): {
  readonly [key: string]: string | Instant | null;
} {
  return { title, author, date, url, message_id };
}

/** `2012-03-14-fosdem-2012-report`: the day and the slug, the stem of every file of the draft. */
export function stemOf(draft: Pick<Draft, 'date' | 'slug'>): string {
  return `${draft.date.slice(0, 10)}-${draft.slug}`;
}
