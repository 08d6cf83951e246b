/** `listpress sync`, `search` and `messages` on the command line. */
import { type Command, Option } from 'commander';
import type { Io } from './io.js';
import type { MessagesOptions } from './messages.js';
import { addAsking, addPrinting, collect, wholeNumber } from './program-options.js';
import type { SearchOptions } from './search.js';
import type { SyncOptions } from './sync.js';

type Describe = (program: Command, io: Io, finish: (code: number) => void) => void;

export const describeSync: Describe = (program, io, finish) => {
  const command = program
    .command('sync')
    .summary('bring whole lists onto this disk')
    .description(
      'Bring whole lists into .listpress/, to be searched and read without asking anybody. Only what may be new is ' +
        'asked for, so running it again is cheap. Without an argument: all lists of listpress.yaml, or all that were ' +
        'synced here before.',
    )
    .argument('[list...]', 'names of lists, links to lists, volumes or hosts, files and folders')
    .optionsGroup('What:')
    .option('--since <date>', 'volumes of this day, month (2012-02) or year (2012) and later')
    .option('--until <date>', 'volumes of this day, month or year and earlier')
    .option('--full', 'read again what looks unchanged')
    .option('--no-pages', "ask for no message's own page, even where letters or attachments are missing")
    .option('--url-template <url>', 'permalinks of mail in files, such as https://host/{list}/{id}')
    .option('--health', "print how the lists' archives are, for their owners; with --dry-run nobody is asked");
  addPrinting(command, {
    json: 'print the result as data, and nothing else, on standard output',
    verbose: 'print every page that is read, and every issue',
  }).option('--dry-run', 'print what would be read, and write nothing');
  addAsking(command)
    .addHelpText('after', SYNC_EXAMPLES)
    .action(async (lists: string[], options: SyncOptions) => {
      const { sync } = await import('./sync.js');
      finish(await sync(lists, options, io));
    });
};

export const describeSearch: Describe = (program, io, finish) => {
  const command = program
    .command('search')
    .summary('search the synced lists')
    .description(
      'Search the lists that were synced. All words must occur; "words in quotes" stand together, -word must not ' +
        'occur, word* begins like that.',
    )
    .argument('<query...>', 'the words to look for')
    .optionsGroup('Which messages:')
    .option('--list <name>', 'of this list; repeat it for more', collect)
    .option('--from <words>', "with these words in the sender's name or address")
    .option('--since <date>', 'from this day, month (2012-02) or year (2012) on, in UTC')
    .option('--until <date>', 'up to the end of this day, month or year')
    .option('--limit <n>', 'how many at most (default: 20)', wholeNumber(1, 10_000))
    .option('--x-no-archive', 'those that ask not to be archived, too');
  addPrinting(command, { json: 'print the hits as data on standard output' })
    .addOption(new Option('--dry-run').hideHelp())
    .addHelpText('after', SEARCH_EXAMPLES)
    .action(async (words: string[], options: SearchOptions) => {
      const { search } = await import('./search.js');
      finish(await search(words, options, io));
    });
};

/** `search notes -phone`: what must not occur looks like an option, so it goes behind `--`, where there are none. */
export function withExcludedWords(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const before = end < 0 ? [...argv] : argv.slice(0, end);
  const isExcluded = (word: string, index: number) =>
    /^-[^-]/.test(word) && word !== '-h' && !takesValue(argv[index - 1]);
  if (before[0] !== 'search' || !before.some(isExcluded)) return [...argv];
  const behind = end < 0 ? [] : argv.slice(end + 1);
  return [...before.filter((word, index) => !isExcluded(word, index)), '--', ...before.filter(isExcluded), ...behind];
}

/** Whether the word after this one is the value of an option. */
function takesValue(word = ''): boolean {
  return /^--(?:list|from|since|until|limit|config)$/.test(word);
}

export const describeMessages: Describe = (program, io, finish) => {
  const command = program
    .command('messages')
    .summary('print messages as JSON Lines, for scripts')
    .description(
      'Print messages as JSON, one object a line, as they are read: of links and files, and of synced lists by their ' +
        'names. It is the data of the archive: nothing is redacted.',
    )
    .argument('<source...>', 'links, files, folders, or names of synced lists')
    .optionsGroup('Which messages:')
    .option('--since <date>', 'from this day, month (2012-02) or year (2012) on, in UTC')
    .option('--until <date>', 'up to the end of this day, month or year')
    .option('--from <words>', "with these words in the sender's name or address")
    .option('--match <words>', 'with these words in the subject')
    .option('--thread', 'the whole threads of these')
    .option('--x-no-archive', 'of synced lists: those that ask not to be archived, too')
    .option('--no-pages', "ask for no message's own page, even where letters or attachments are missing")
    .option('--url-template <url>', 'permalinks of mail in files, such as https://host/{list}/{id}');
  addPrinting(command, {
    json: 'as it is anyway: one JSON object a line',
    verbose: 'print every page that is read, and every issue',
  }).option('--dry-run', 'keep no page');
  addAsking(command)
    .addHelpText('after', MESSAGES_EXAMPLES)
    .action(async (sources: string[], options: MessagesOptions) => {
      const { messages } = await import('./messages.js');
      finish(await messages(sources, options, io));
    });
};

const SYNC_EXAMPLES = `
Examples:
  A list, and later what is new in it:
    listpress sync https://lists.example.org/pipermail/summit/
    listpress sync summit

  Two years of a list; a folder of mail:
    listpress sync https://lists.example.org/pipermail/members/ \\
      --since 2011 --until 2012
    listpress sync ~/Mail/summit/

  How the archive is, to be mailed to the list's owner:
    listpress sync summit --health --dry-run > health.txt

Ctrl-C stops it; what was read is kept, and the same command goes on from there.`;

const SEARCH_EXAMPLES = `
Examples:
  An event that you half remember:
    listpress search fosdem notes -phone --since 2012-01 --until 2012-03

  What one person said of it on one list:
    listpress search '"resuming a session"' --list summit --from marit

  For a script:
    listpress search fosdem --json --limit 100`;

const MESSAGES_EXAMPLES = `
Examples:
  The subjects of three days, with jq:
    listpress messages https://lists.example.org/pipermail/summit/ \\
      --since 2012-02-06 --until 2012-02-08 \\
      | jq -r '[.date, .from.name, .subject] | @tsv'

  The whole threads of what a synced list says about an event:
    listpress messages summit --match fosdem --thread

  An mbox with permalinks of its own:
    listpress messages notes.mbox --url-template 'https://example.org/{id}'`;
