/** A scan's events into the store: nothing is concluded from what was not read. */
import { describe, expect, it } from 'vitest';
import { createIntake } from '../../src/commands/store-scan.js';
import type { SyncProgress } from '../../src/commands/sync-progress.js';
import { aMessage, archiveEvent, fakeWriter, scanned, volumeEvent } from '../helpers/fake-writer.js';

const NOW = '2012-03-01T00:00:00Z';
const silent: SyncProgress = {
  list: () => {},
  volume: () => {},
  message: () => {},
  volumeEnd: () => {},
  waitFor: () => {},
  show: () => {},
  end: () => {},
};
const missing = { code: 'PAGE_MISSING', url: 'http://lists.example.org/x', status: 404 } as const;

function intakeInto(writer = fakeWriter(), given: { list?: string | null; full?: boolean; stored?: boolean } = {}) {
  const { list = null, full = false, stored = false } = given;
  const options = { kind: 'pipermail', list, full, isStored: () => stored, now: () => NOW } as const;
  return createIntake(writer, options, silent);
}

describe('createIntake', () => {
  it('hands every event to the archive that it belongs to', () => {
    const writer = fakeWriter();
    const intake = intakeInto(writer, { list: 'ours' });
    intake.take(archiveEvent('summit'));
    intake.take(volumeEvent('2012-January'));
    intake.take(scanned(aMessage('a')));
    intake.take({ type: 'kept', digest: 'd', position: 2 });
    intake.take({ type: 'issue', issue: missing });
    intake.take({ type: 'volume-end', outcome: 'incomplete', stamp: null });
    intake.take(archiveEvent('members'));
    intake.take(volumeEvent('2012-February'));
    intake.take({ type: 'volume-end', outcome: 'unchanged', stamp: 's' });
    intake.end(NOW);
    expect(writer.calls).toEqual([
      'archive http://lists.example.org/pipermail/summit/ ours summit',
      'volume 2012-January',
      'add <a@example.org>',
      'keep d',
      'issue PAGE_MISSING',
      'end incomplete -',
      `done ${NOW}`,
      'archive http://lists.example.org/pipermail/members/ ours members',
      'volume 2012-February',
      'end unchanged s',
      `done ${NOW}`,
    ]);
    expect(intake.tallies).toMatchObject([
      { list: 'ours', messages: 2, added: 1, volumes: { incomplete: 1, read: 0 }, unread: [missing], finished: true },
      { messages: 0, added: 0, volumes: { unchanged: 1 }, unread: [], finished: true },
    ]);
  });

  it('keeps what was read of a volume when it is stopped, and says that it is not whole', () => {
    const writer = fakeWriter();
    const intake = intakeInto(writer);
    intake.take(archiveEvent('summit'));
    intake.take(volumeEvent('2012-January'));
    intake.take(scanned(aMessage('a')));
    intake.end(null);
    expect(writer.calls.slice(-2)).toEqual(['add <a@example.org>', 'end incomplete -']);
    expect(intake.tallies).toMatchObject([{ finished: false, volumes: { incomplete: 1 } }]);
  });

  it('does not call an archive read whose index could not be had', () => {
    const writer = fakeWriter();
    const intake = intakeInto(writer, { stored: true });
    intake.take(archiveEvent('summit'));
    intake.take({ type: 'issue', issue: missing });
    intake.end(NOW);
    expect(writer.calls.at(-1)).toBe('issue PAGE_MISSING');
    expect(intake.tallies).toMatchObject([{ finished: false, unread: [missing] }]);
  });

  it.each([[[]], [[volumeEvent('all of it'), { type: 'volume-end', outcome: 'read', stamp: 's' } as const]]])(
    'leaves no list behind of which nothing came but complaints',
    (volumes) => {
      const writer = fakeWriter();
      const intake = intakeInto(writer);
      expect(intake.known('http://lists.example.org/pipermail/summit/').stamp('v')).toBeNull();
      intake.take(archiveEvent('summit'));
      for (const event of volumes) intake.take(event);
      intake.take({ type: 'issue', issue: missing });
      intake.end(NOW);
      expect(writer.calls).toEqual([]);
      expect(intake.tallies).toMatchObject([{ finished: false, unread: [missing] }]);
    },
  );

  it('keeps a list that is empty as yet, and all that went before the first message', () => {
    const writer = fakeWriter();
    const intake = intakeInto(writer);
    intake.take(archiveEvent('summit'));
    intake.end(NOW);
    intake.take(archiveEvent('members'));
    intake.take(volumeEvent('2012-January'));
    intake.take({ type: 'issue', issue: missing });
    intake.take({ type: 'volume-end', outcome: 'incomplete', stamp: null });
    intake.take(volumeEvent('2012-February'));
    intake.take(scanned(aMessage('a')));
    intake.end(NOW);
    expect(writer.calls).toEqual([
      'archive http://lists.example.org/pipermail/summit/ - summit',
      `done ${NOW}`,
      'archive http://lists.example.org/pipermail/members/ - members',
      'volume 2012-January',
      'issue PAGE_MISSING',
      'end incomplete -',
      'volume 2012-February',
      'add <a@example.org>',
      'end incomplete -',
      `done ${NOW}`,
    ]);
  });

  it('keeps apart what belongs to no archive', () => {
    const intake = intakeInto();
    intake.take({ type: 'issue', issue: missing });
    intake.end(NOW);
    expect(intake.tallies).toEqual([]);
    expect(intake.strays).toEqual([missing]);
  });

  it('counts what messages carry, and knows which of it was not read', () => {
    const intake = intakeInto();
    const url = 'http://lists.example.org/x';
    const attachment = { code: 'ATTACHMENT_MISSING', url, message: url, reason: 'gone' } as const;
    intake.take(archiveEvent('summit'));
    intake.take(volumeEvent('2012-January'));
    intake.take(scanned(aMessage('a', { issues: [{ code: 'ID_UNKNOWN', url }, attachment] })));
    intake.end(NOW);
    const [tally] = intake.tallies;
    expect([...(tally?.issues ?? [])]).toEqual([
      ['ID_UNKNOWN', 1],
      ['ATTACHMENT_MISSING', 1],
    ]);
    expect(tally?.unread).toEqual([attachment]);
  });

  it('tells a kind what is known, and forgets the stamps with --full', () => {
    const stamps = { v: 'as it was' };
    const [url, volume] = [`http://lists.example.org/pipermail/summit/`, 'v'];
    for (const full of [false, true]) {
      const intake = intakeInto(fakeWriter(stamps, ['d']), { full, stored: true });
      intake.take(archiveEvent('summit'));
      const known = intake.known(url);
      expect([known.stamp(volume), known.stamp('w'), known.has('d'), known.has('e')]).toEqual([
        full ? null : 'as it was',
        null,
        true,
        false,
      ]);
    }
  });
});
