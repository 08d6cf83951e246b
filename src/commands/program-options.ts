/** Options that several commands have, and how their values are read. */
import { type Command, InvalidArgumentError, Option } from 'commander';

/** The words that head the options every command has. */
export const RUNNING = 'Running:';

export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
  };
}

/** Options of every command: which settings, and what is printed. */
export function addPrinting(command: Command, words: { readonly json: string; readonly verbose?: string }): Command {
  return command
    .optionsGroup(RUNNING)
    .option('--config <file>', 'the settings (default: listpress.yaml, where there is one)')
    .option('--json', words.json)
    .addOption(new Option('--quiet', 'print only what could not be read').conflicts('verbose'))
    .addOption(new Option('--verbose', words.verbose).hideHelp(words.verbose === undefined));
}

/** Options of the commands that ask hosts. */
export function addAsking(command: Command): Command {
  return command
    .option('--no-cache', 'read every page anew')
    .option('--delay <ms>', 'time between two requests to one host (default: 500)', wholeNumber(0, 600_000))
    .option('--concurrency <n>', 'requests to one host at a time (default: 2)', wholeNumber(1, 8));
}
