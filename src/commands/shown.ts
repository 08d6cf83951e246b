/** How mail is shown in a draft: what the command line says, else the config. */
import type { Config } from '../config/settings.js';
import { type Redaction, resolveRedaction } from '../markdown/index.js';
import type { QuoteStyle } from '../reports/passages.js';

export interface ShownOptions {
  readonly quotes?: QuoteStyle;
  readonly signatures?: boolean;
  /** False when it was turned off; commander says true where nothing was said. */
  readonly reflow?: boolean;
  readonly redact?: boolean;
}

export interface Shown {
  readonly quotes: QuoteStyle;
  readonly signatures: boolean;
  readonly reflow: boolean;
  readonly redact: Redaction;
}

export function howShown(options: ShownOptions, config: Config): Shown {
  return {
    quotes: options.quotes ?? config.quotes,
    signatures: options.signatures ?? config.signatures,
    reflow: options.reflow === false ? false : config.reflow,
    redact: options.redact === false ? resolveRedaction(false) : config.redact,
  };
}
