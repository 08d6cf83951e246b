import type { SpanType } from '../../src/model.js';

/** Written as a record, so that a type added to the model is missed here at once. */
const all: Readonly<Record<SpanType, true>> = {
  own: true,
  quote: true,
  attribution: true,
  signature: true,
  footer: true,
  pgp: true,
  forward: true,
  log: true,
  notice: true,
  greeting: true,
  signoff: true,
};

/** Every type of span: what to keep so that a text is shown whole. */
export const everything: ReadonlySet<SpanType> = new Set(Object.keys(all) as SpanType[]);
