/** The messages that links name, read side by side and given back in the order of the links. */
import { archiveKinds } from '../archives/index.js';
import type { ArchiveLink, Finding, Selection } from '../archives/kind.js';
import type { Issue } from '../issues.js';
import type { GetPage, Message } from '../model.js';

export interface Gathered {
  /** Messages that a link or the selection names; each once, at its first place. */
  readonly cited: readonly Message[];
  /** The rest of their threads. */
  readonly replies: readonly Message[];
  readonly issues: readonly Issue[];
}

/** Reads every link. A link that fails becomes an issue; the others are read all the same. */
export async function gather(
  links: readonly (ArchiveLink | Issue)[],
  selection: Selection,
  get: GetPage,
): Promise<Gathered> {
  const findings = (await Promise.all(links.map((link) => readLink(link, selection, get)))).flat();
  const messages = findings.flatMap((finding) => (finding.type === 'message' ? [finding] : []));
  const cited = unique(messages.filter((finding) => finding.cited).map(({ message }) => message));
  const known = new Set(cited.map(identity));
  const replies = unique(messages.map(({ message }) => message)).filter((message) => !known.has(identity(message)));
  const issues = [
    ...findings.flatMap((finding) => (finding.type === 'issue' ? [finding.issue] : [])),
    ...[...cited, ...replies].flatMap(({ issues }) => issues),
  ];
  return { cited, replies, issues: uniqueIssues(issues) };
}

async function readLink(link: ArchiveLink | Issue, selection: Selection, get: GetPage): Promise<Finding[]> {
  if ('code' in link) return [{ type: 'issue', issue: link }];
  const findings: Finding[] = [];
  for await (const finding of archiveKinds[link.kind].read(link, selection, get)) findings.push(finding);
  return findings;
}

/** What makes a message the same: its permalink, else its Message-ID, else the bytes it was read from. */
function identity({ url, id, origin }: Message): string {
  return url ?? id ?? origin.sha256;
}

function unique(messages: readonly Message[]): Message[] {
  const seen = new Map<string, Message>();
  for (const message of messages) if (!seen.has(identity(message))) seen.set(identity(message), message);
  return [...seen.values()];
}

function uniqueIssues(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}
