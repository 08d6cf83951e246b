/** The commands and their options. Each command's code is loaded when it runs, so that `--help` answers at once. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { StopRun, UsageError } from '../errors.js';
import type { DraftOptions } from './draft.js';
import type { Io } from './io.js';

/** Runs one command line. Gives back the exit code: 0 all was read, 1 something could not be, 2 it could not start. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = describeProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      io.err(`${error.message}\n`);
      return 2;
    }
    if (error instanceof StopRun) {
      io.err(`${error.message}\n`);
      return io.signal.aborted ? 130 : 1;
    }
    // A mistake of ours. Nobody is helped by a stack trace but those who mend it.
    const reason = error instanceof Error ? error.message : String(error);
    const trace = argv.includes('--verbose') && error instanceof Error ? `${error.stack}\n` : '';
    io.err(`Listpress met something that it should have foreseen: ${reason}\n${trace}`);
    io.err('Nothing that is on your disk was harmed. Please report it with the command line; --verbose shows more.\n');
    return 1;
  }
}

function describeProgram(io: Io, finish: (code: number) => void): Command {
  const width = Math.min(io.terminal.columns, 80);
  const output = {
    writeOut: io.out,
    writeErr: io.err,
    getOutHelpWidth: () => width,
    getErrHelpWidth: () => width,
  };
  const program = new Command('listpress')
    .description('Draft blog posts from mailing-list archives, with a link to every source.')
    .version(io.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput(output)
    .exitOverride()
    .showHelpAfterError('(run listpress --help, or listpress draft --help, to see what there is)')
    .addHelpText('after', PROGRAM_EXAMPLES);

  const draft = program
    .command('draft')
    .summary('draft a post from links and files')
    .description(
      'Draft a post from messages: Pipermail and HyperKitty links, saved .html pages, .eml and mbox files. ' +
        'The order of the links is the order of the sections.',
    )
    .argument('<link...>', 'links into archives, or files')
    .optionsGroup('The post:')
    .option('--title <text>', "its title (default: the first message's subject)")
    .option('--date <date>', 'its date, as 2012-03-14 or "2012-03-14 12:30" (default: the newest message\'s, in UTC)')
    .option('--author <handle>', "its author (default: the first message's sender, through authors: of the config)")
    .option('--category <name>', 'a category; repeat it for more', collect)
    .option('--tag <name>', 'a tag; repeat it for more', collect)
    .option('--slug <slug>', 'the name in the file name (default: from the title)')
    .option('--set <key=value>', 'another field of the front matter, such as blog_id=blog; repeat it for more', collect)
    .optionsGroup('Which messages:')
    .option('--thread', "take each message's whole thread; the replies become a Discussion")
    .option('--since <date>', 'of a volume, list or file: messages from this day on (UTC)')
    .option('--until <date>', 'of a volume, list or file: messages up to this day (UTC)')
    .option('--match <words>', 'of a volume, list or file: messages with these words in the subject');
  addCommonOptions(draft)
    .addHelpText('after', DRAFT_EXAMPLES)
    .action(async (links: string[], options: DraftOptions) => {
      const { draft: run } = await import('./draft.js');
      finish(await run(links, options, io));
    });
  return program;
}

function addCommonOptions(command: Command): Command {
  return command
    .optionsGroup('Running:')
    .option('--config <file>', 'the settings (default: listpress.yaml, where there is one)')
    .option('--out <folder>', 'where drafts go (default: output)')
    .option('--dry-run', 'print the draft and write nothing')
    .option('--json', 'print the result as data, and nothing else, on standard output')
    .addOption(new Option('--quiet', 'print only what could not be read').conflicts('verbose'))
    .option('--verbose', 'print every page that is read, and what is set aside')
    .option('--no-cache', 'read every page anew')
    .option('--delay <ms>', 'time between two requests to one host (default: 500)', wholeNumber(0, 600_000))
    .option('--concurrency <n>', 'requests to one host at a time (default: 2)', wholeNumber(1, 8));
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
  };
}

const PROGRAM_EXAMPLES = `
Examples:
  Draft a post from two messages:
    listpress draft \\
      https://lists.example.org/pipermail/summit/2012-February/001084.html \\
      https://lists.example.org/pipermail/members/2012-February/006679.html

Exit codes: 0 all was read; 1 something could not be read, and the report says
what; 2 it could not start.`;

const DRAFT_EXAMPLES = `
Examples:
  Two messages, two sections:
    listpress draft \\
      https://lists.example.org/pipermail/summit/2012-February/001084.html \\
      https://lists.example.org/pipermail/members/2012-February/006679.html \\
      --title "FOSDEM 2012 Report" --date "2012-03-14 12:30" \\
      --author stpeter --category FOSDEM --set blog_id=blog

  A message and its replies:
    listpress draft --thread \\
      https://lists.example.org/pipermail/summit/2012-February/001084.html

  The notes of three days, chosen from a list:
    listpress draft https://lists.example.org/pipermail/summit/ \\
      --since 2012-02-06 --until 2012-02-08 --match notes

  A mail that you saved, looked at before anything is written:
    listpress draft notes.eml --dry-run

It writes output/<date>-<title>.md, its images in output/<date>-<title>/, and
output/<date>-<title>.listpress.yaml, which remembers where each passage came
from. A draft that you edited is never written over.`;
