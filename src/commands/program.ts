/** The commands and their options. Each command's code is loaded when it runs, so that `--help` answers at once. */
import { Command, CommanderError } from 'commander';
import { StopRun, UsageError } from '../errors.js';
import type { Io } from './io.js';
import { describeMessages, describeSearch, describeSync, withExcludedWords } from './program-archives.js';
import { describeDraft } from './program-draft.js';

/** Runs one command line. Gives back the exit code: 0 all was read, 1 something could not be, 2 it could not start. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = describeProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(withExcludedWords(argv), { from: 'user' });
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
    .showHelpAfterError('(run listpress --help to see what there is)')
    .addHelpText('after', PROGRAM_EXAMPLES);

  describeDraft(program, io, finish);
  describeSync(program, io, finish);
  describeSearch(program, io, finish);
  describeMessages(program, io, finish);
  for (const command of program.commands) {
    command.showHelpAfterError(`(run listpress --help, or listpress ${command.name()} --help, to see what there is)`);
  }
  return program;
}

const PROGRAM_EXAMPLES = `
Examples:
  Draft a post from two messages:
    listpress draft \\
      https://lists.example.org/pipermail/summit/2012-February/001084.html \\
      https://lists.example.org/pipermail/members/2012-February/006679.html

Exit codes: 0 all was read; 1 something could not be read, and the report says
what; 2 it could not start.`;
