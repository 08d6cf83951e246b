/** Options that can be wrong are checked before anything is asked of anyone. */
import { UsageError } from '../errors.js';

/** Refuses an option whose value is another option: `--title --date 2012-03-14`. */
export function assertGiven(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const swallowed = [value].flat().find((text) => typeof text === 'string' && /^--\w/.test(text));
    if (swallowed !== undefined) {
      throw new UsageError(`--${optionOf(name)} has no value: ${swallowed} is an option of its own.`);
    }
  }
}

/** `urlTemplate` → `url-template` */
function optionOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** An object with the one field when it has a value: for optional fields that must not be `undefined`. */
export function field<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: Value };
}
