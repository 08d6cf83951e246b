/** All mail of a file or a folder, for a store: what is known already is split off and not read again. */
import { createHash } from 'node:crypto';
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import { isIssue } from '../../mail/read-mails.js';
import type { ArchiveLink, Known, ScanEvent, ScanTools, VolumeOutcome } from '../kind.js';
import { type Load, readInOrder } from '../read-in-order.js';
import { openArchive } from './archive.js';
import { completed, type MailNote, mailBytesOf, noteOf, refusal } from './read-mail.js';
import { Seen } from './seen.js';
import { digestOf, readUrlTemplate, type UrlTemplate } from './url-template.js';
import type { FileVolume, Found } from './volumes.js';

/** As `ArchiveKind.scan`. A link to nothing is an issue, and no archive. @throws UsageError for a template that is none. */
export async function* scan(link: ArchiveLink, tools: ScanTools): AsyncIterable<ScanEvent> {
  const template = tools.urlTemplate === undefined ? null : readUrlTemplate(tools.urlTemplate);
  try {
    const { url, list, size, volumes } = await openArchive(link, tools.get);
    yield { type: 'archive', kind: 'mbox', url, list, volumes: size };
    const known = tools.known(url);
    let mails = 0;
    let isSound = true;
    for await (const volume of volumes) {
      for await (const event of scanVolume(volume, known, template, tools)) {
        if (event.type === 'volume-end') isSound &&= event.outcome === 'read';
        else if (event.type !== 'volume') mails += 1;
        yield event;
      }
    }
    if (mails === 0 && isSound) {
      yield { type: 'issue', issue: { code: 'FILE_UNREADABLE', url, reason: 'there is no mail in it' } };
    }
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    yield { type: 'issue', issue: error.issue };
  }
}

async function* scanVolume(
  volume: FileVolume,
  known: Known,
  template: UrlTemplate | null,
  tools: ScanTools,
): AsyncIterable<ScanEvent> {
  yield { type: 'volume', volume: volume.ref };
  const stamp = volume.stamp === null ? null : stampOf(volume.stamp, template);
  if (stamp !== null && known.stamp(volume.ref.url) === stamp) {
    yield { type: 'volume-end', outcome: 'unchanged', stamp };
    return;
  }
  let outcome: VolumeOutcome = 'read';
  const loads = loadsOf(volume.mails(), known, template, () => {
    outcome = 'incomplete';
  });
  for await (const item of readInOrder(loads, tools.readMails)) {
    if ('passed' in item) yield item.passed;
    else yield eventOf(completed(item.read, item.note, template), item.note);
  }
  yield { type: 'volume-end', outcome, stamp: outcome === 'read' ? stamp : null };
}

/** The mails that have to be read, and the events of those that have not. Copies that are the same to the byte are one mail. */
async function* loadsOf(
  mails: AsyncIterable<Found>,
  known: Known,
  template: UrlTemplate | null,
  miss: () => void,
): AsyncIterable<Load<MailNote, ScanEvent>> {
  const seen = new Seen();
  for await (const found of mails) {
    if (found.type === 'missing') {
      miss();
      yield { passed: { type: 'issue', issue: found.issue } };
      continue;
    }
    const sha256 = createHash('sha256').update(found.bytes).digest('hex');
    if (!seen.add(sha256)) continue;
    const digest = digestOf(sha256, template, found.number);
    const refused = refusal(found);
    if (known.has(digest)) yield { passed: { type: 'kept', digest, position: found.number } };
    else if (refused !== null) yield { passed: { type: 'issue', issue: refused } };
    else yield { mail: mailBytesOf(found), note: noteOf(found, digest) };
  }
}

function eventOf(read: ReturnType<typeof completed>, { digest, number }: MailNote): ScanEvent {
  if (isIssue(read)) return { type: 'issue', issue: read satisfies Issue };
  return { type: 'message', scanned: { message: read, digest, position: number } };
}

/** What is noted of a volume: another template makes other permalinks, so it is to be read again. */
function stampOf(stamp: string, template: UrlTemplate | null): string {
  return template === null ? stamp : `${stamp} ${template.text}`;
}
