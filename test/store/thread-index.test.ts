import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildThreads, flatten } from '../../src/mail/threads.js';
import type { Message } from '../../src/model.js';
import { drivers, month, numbered, openSummit, stored, useFolders, writeVolume } from './made.js';

const folder = useFolders();
const id = (n: number) => `<${n}@example.org>`;
const answer = (n: number, references: readonly number[], changes: Partial<Message> = {}) =>
  numbered(n, { references: references.map(id), inReplyTo: null, ...changes });

/** Which messages are connected by what they are and name: a flood fill over all pairs, as slow as it is plain. */
function conversations(messages: readonly Message[]): string[] {
  const idsOf = ({ id: own, references, inReplyTo }: Message) =>
    [own, ...references, inReplyTo].filter((each) => each !== null);
  const left = new Set(messages);
  const groups: string[] = [];
  for (const start of messages) {
    if (!left.delete(start)) continue;
    const group = [start];
    const ids = new Set(idsOf(start));
    for (let grew = true; grew; ) {
      grew = false;
      for (const other of left) {
        if (!idsOf(other).some((each) => ids.has(each))) continue;
        left.delete(other);
        group.push(other);
        for (const each of idsOf(other)) ids.add(each);
        grew = true;
      }
    }
    groups.push(
      group
        .map(({ url }) => url ?? '')
        .sort()
        .join(' '),
    );
  }
  return groups.sort();
}

describe.each(drivers)('threads in the store (%s)', (driver) => {
  const threadsOf = async (volumes: readonly (readonly Message[])[]) => {
    const store = await stored(folder(), driver, (writer) => {
      const archive = openSummit(writer);
      volumes.forEach((messages, index) => void writeVolume(archive, messages, month(`volume-${index}`)));
    });
    const all = [...store.messages({})];
    const groups = new Map<string, string[]>();
    for (const { message, thread } of all)
      groups.set(thread ?? '', [...(groups.get(thread ?? '') ?? []), message.url ?? '']);
    const sizes = all.every(({ thread, threadSize }) => groups.get(thread ?? '')?.length === threadSize);
    const named = [...groups.keys()].sort();
    const whole = all.every(({ message }) => store.thread(message.id ?? message.url ?? '').length >= 1);
    const [list] = store.lists();
    const answered = store.thread(id(1)).map(({ message }) => message.id);
    store.close();
    return {
      groups: [...groups.values()].map((urls) => urls.sort().join(' ')).sort(),
      sizes,
      named,
      whole,
      threads: list?.threads,
      answered,
    };
  };

  it('are the same in whatever order the messages come, and the same as a flood fill finds', async () => {
    const ids = fc.nat({ max: 12 });
    const mails = fc.uniqueArray(
      fc.record({ n: ids, references: fc.array(ids, { maxLength: 3 }), replyTo: fc.option(ids) }),
      {
        selector: ({ n }) => n,
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(mails, fc.infiniteStream(fc.nat()), async (drawn, order) => {
        const messages = drawn.map(({ n, references, replyTo }) =>
          answer(n, references, { inReplyTo: replyTo === null ? null : id(replyTo) }),
        );
        const shuffled = messages
          .map((message) => ({ message, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key);
        const straight = await threadsOf([messages]);
        const mixed = await threadsOf(shuffled.map(({ message }) => [message]));
        expect(mixed).toEqual({ ...straight, answered: mixed.answered });
        expect(straight).toMatchObject({
          groups: conversations(messages),
          sizes: true,
          threads: straight.groups.length,
          whole: true,
        });
      }),
      { numRuns: 12 },
    );
  });

  it('are named after the message that mail/threads.ts heads them with', async () => {
    const messages = [
      answer(5, []),
      answer(6, [5]),
      answer(7, [5, 6]),
      answer(9, [8]),
      answer(10, [8, 9]),
      answer(11, []),
    ];
    const { named } = await threadsOf([[...messages].reverse()]);
    expect(named).toEqual(
      buildThreads(messages)
        .map(({ message }) => message.id ?? '')
        .sort(),
    );
  });

  it('are named, among messages of one second, after one that answers nobody', async () => {
    const date = '2012-02-06T00:00:00Z';
    const roots = [answer(2, [1], { date }), answer(1, [], { date })];
    expect((await threadsOf([roots])).named).toEqual([id(1)]);
    // Both name somebody; one of them names the other.
    const both = [answer(2, [1], { date }), answer(1, [77], { date })];
    expect((await threadsOf([both])).named).toEqual([id(1)]);
    // The undated one comes last.
    expect((await threadsOf([[answer(2, []), answer(1, [2], { date: null })]])).named).toEqual([id(2)]);
  });

  it('hold in a circle, with an ID that two mails have, and with no IDs at all', async () => {
    const circle = [answer(1, [2]), answer(2, [3]), answer(3, [1])];
    expect(await threadsOf([circle])).toMatchObject({ threads: 1, sizes: true, answered: [id(1), id(2), id(3)] });
    const twice = [
      answer(1, []),
      numbered(1, { url: 'https://lists.example.org/x', date: '2012-03-01T00:00:00Z' }),
      answer(2, [1]),
    ];
    expect(await threadsOf([twice])).toMatchObject({ threads: 1, sizes: true });
    const nameless = [1, 2].map((n) => numbered(n, { id: null, references: [], inReplyTo: null }));
    expect(await threadsOf([nameless])).toMatchObject({ threads: 2, sizes: true });
  });

  it('shrink when a message goes, and are found by what is still there only', async () => {
    const dir = folder();
    const before = [answer(1, []), answer(2, [1]), answer(3, [2])];
    (await stored(dir, driver, (writer) => void writeVolume(openSummit(writer), before))).close();
    const store = await stored(dir, driver, (writer) => void writeVolume(openSummit(writer), before.slice(1)));
    expect(store.thread(id(3)).map(({ message, thread, threadSize }) => [message.id, thread, threadSize])).toEqual([
      [id(2), id(2), 2],
      [id(3), id(2), 2],
    ]);
    expect([store.thread(id(1)), store.thread('3@example.org').length]).toEqual([[], 2]);
    store.close();
  });

  it('are what buildThreads makes of them when they are long', async () => {
    const messages = Array.from({ length: 300 }, (_, n) => answer(n, n === 0 ? [] : [Math.floor(n / 2)]));
    const { answered } = await threadsOf([messages.slice(150), messages.slice(0, 150)]);
    const [root] = buildThreads(messages);
    expect(root === undefined ? [] : flatten(root)).toHaveLength(300);
    expect(answered).toHaveLength(300);
  });
});
