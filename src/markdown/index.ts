/** A mail's body → Markdown that says exactly what the mail said. */
export { escapeText } from './escape.js';
export { fromBody } from './from-body.js';
export { fromHtml, type HtmlOptions } from './from-html/index.js';
export { plainTextOf } from './from-html/plain.js';
export { unwrapScrubbedHtml } from './from-html/scrubbed.js';
export { fromText, type TextOptions } from './from-text/index.js';
export { type Redaction, redactAddresses, resolveRedaction } from './redact.js';
export { LIST_BREAK, renderBlocks, shiftHeadings, wouldJoin } from './render.js';
