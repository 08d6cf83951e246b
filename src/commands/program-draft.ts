/** `listpress draft` on the command line. */
import { type Command, Option } from 'commander';
import type { DraftOptions } from './draft.js';
import type { Io } from './io.js';
import { addAsking, addPrinting, collect } from './program-options.js';

export function describeDraft(program: Command, io: Io, finish: (code: number) => void): void {
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
  draft
    .optionsGroup('How mail is shown:')
    .addOption(
      new Option(
        '--quotes <how>',
        'fold: long quotes become a line with a link, and what nobody answers is left out; keep: all; drop: none (default: fold)',
      ).choices(['fold', 'keep', 'drop']),
    )
    .option('--signatures', 'print signatures')
    .option('--no-reflow', 'keep the line ends of wrapped paragraphs')
    .option('--no-redact', 'print mail addresses and telephone numbers as they are');
  addPrinting(draft, {
    json: 'print the result as data, and nothing else, on standard output',
    verbose: 'print every page that is read, and what is set aside',
  })
    .option('--out <folder>', 'where drafts go (default: output)')
    .option('--dry-run', 'print the draft and write nothing');
  addAsking(draft)
    .addHelpText('after', EXAMPLES)
    .action(async (links: string[], options: DraftOptions) => {
      const { draft: run } = await import('./draft.js');
      finish(await run(links, options, io));
    });
}

const EXAMPLES = `
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
