import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildThreads, flatten, threadOf } from '../../src/mail/threads.js';
import type { Message, ThreadNode } from '../../src/model.js';
import { message } from './message.js';

/** `a(b(c),d)`: subjects as a tree. */
const shape = ({ message: { subject }, replies }: ThreadNode): string =>
  replies.length === 0 ? subject : `${subject}(${replies.map(shape).join(',')})`;
const shapes = (messages: readonly Message[]) => buildThreads(messages).map(shape);

/** `post('b', 2, 'a')`: mail b, of the second day, answers a. */
const post = (name: string, day: number | null, ...references: string[]): Message =>
  message({
    id: `<${name}@x>`,
    subject: name,
    date: day === null ? null : `2012-02-${String(day).padStart(2, '0')}T10:00:00Z`,
    references: references.map((id) => `<${id}@x>`),
  });

describe('buildThreads', () => {
  it('hangs answers below what they answer, whatever the order they come in', () => {
    const [a, b, c, d] = [post('a', 1), post('b', 2, 'a'), post('c', 3, 'a', 'b'), post('d', 4, 'a')];
    expect(shapes([a, b, c, d])).toEqual(['a(b(c),d)']);
    expect(shapes([d, c, b, a])).toEqual(['a(b(c),d)']);
  });

  it('uses In-Reply-To where there are no References', () => {
    const answer = message({ id: '<b@x>', subject: 'b', inReplyTo: '<a@x>' });
    expect(shapes([post('a', 1), answer])).toEqual(['a(b)']);
  });

  it('orders threads and answers by date, the undated last', () => {
    expect(shapes([post('c', null), post('b', 2), post('a', 1)])).toEqual(['a', 'b', 'c']);
    expect(shapes([post('a', 1), post('d', null, 'a'), post('c', 3, 'a'), post('b', 2, 'a')])).toEqual(['a(b,c,d)']);
  });

  it('lets an answer stand where the answered mail is missing further down', () => {
    expect(shapes([post('a', 1), post('c', 3, 'a', 'missing')])).toEqual(['a(c)']);
  });

  it('keeps a conversation together whose first mail is missing', () => {
    expect(shapes([post('c', 3, 'missing'), post('b', 2, 'missing'), post('d', 4, 'missing', 'c')])).toEqual([
      'b(c(d))',
    ]);
  });

  it('learns from the References of others, but not against a mail itself', () => {
    // b lost its References; c knows where b belongs.
    expect(shapes([post('a', 1), post('b', 2), post('c', 3, 'a', 'b')])).toEqual(['a(b(c))']);
    // d says that b answers z, b says that it answers a.
    expect(shapes([post('z', 1), post('a', 1), post('b', 2, 'a'), post('d', 3, 'z', 'b')])).toEqual(['z', 'a(b(d))']);
  });

  it('has every copy of a mail, and hangs the answers below the first', () => {
    const copies = [post('a', 1), { ...post('a', 2), subject: 'copy' }, post('b', 3, 'a')];
    expect(shapes(copies)).toEqual(['a(b)', 'copy']);
  });

  it('has mails without an ID', () => {
    const nameless = message({ subject: 'n', references: ['<a@x>'] });
    expect(shapes([post('a', 1), nameless, message({ subject: 'm' })])).toEqual(['a(n)', 'm']);
  });

  it('survives self-references and circles', () => {
    expect(shapes([post('a', 1, 'a')])).toEqual(['a']);
    expect(shapes([{ ...post('a', 1), inReplyTo: '<a@x>' }])).toEqual(['a']);
    expect(shapes([post('a', 1, 'b'), post('b', 2, 'a')])).toEqual(['b(a)']);
    expect(shapes([post('a', 1, 'c'), post('b', 2, 'a'), post('c', 3, 'b')])).toHaveLength(1);
  });

  it('is not confused by names of objects', () => {
    expect(shapes([post('__proto__', 1), post('constructor', 2, '__proto__')])).toEqual(['__proto__(constructor)']);
  });

  it('takes ten thousand answers in a row, and ten thousand references', () => {
    const start = performance.now();
    const row = Array.from({ length: 10_000 }, (_, index) =>
      post(`m${index}`, 1, ...(index === 0 ? [] : [`m${index - 1}`])),
    );
    const [root] = buildThreads(row);
    expect(root === undefined ? [] : flatten(root)).toHaveLength(10_000);
    const names = Array.from({ length: 10_000 }, (_, index) => `r${index}`);
    expect(shapes([post('a', 1, ...names), post('b', 2, ...names)])).toEqual(['a(b)']);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('holds every message exactly once', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const anything = fc.record({
      id: fc.option(name),
      day: fc.option(fc.integer({ min: 1, max: 28 })),
      references: fc.array(name, { maxLength: 5 }),
      inReplyTo: fc.option(name),
    });
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), (rows) => {
        const messages = rows.map(({ id, day, references, inReplyTo }) => ({
          ...post('x', day, ...references),
          id: id === null ? null : `<${id}@x>`,
          inReplyTo: inReplyTo === null ? null : `<${inReplyTo}@x>`,
        }));
        const found = buildThreads(messages).flatMap((root) => flatten(root).map((each) => each.message));
        expect(found).toHaveLength(messages.length);
        expect(new Set(found)).toEqual(new Set(messages));
      }),
    );
  });
});

describe('flatten', () => {
  it('goes depth first', () => {
    const [root] = buildThreads([post('a', 1), post('b', 2, 'a'), post('c', 3, 'b'), post('d', 4, 'a')]);
    const flat = root === undefined ? [] : flatten(root).map(({ message: { subject }, depth }) => `${depth}${subject}`);
    expect(flat).toEqual(['0a', '1b', '2c', '1d']);
  });
});

describe('threadOf', () => {
  it('is the thread that a message is in', () => {
    const messages = [post('a', 1), post('b', 2, 'a'), post('c', 3)];
    const [, answer, other] = messages;
    const thread = answer === undefined ? null : threadOf(messages, answer);
    expect(thread === null ? null : shape(thread)).toBe('a(b)');
    expect(other === undefined ? null : threadOf([], other)).toBeNull();
  });
});

it('joins a circle of a hundred thousand mails at no more than their number', () => {
  const count = 100_000;
  const circle = Array.from({ length: count }, (_, at) => post(String(at), 1, String((at + count - 1) % count)));
  const before = performance.now();
  const [root, ...others] = buildThreads(circle);
  expect(performance.now() - before).toBeLessThan(4000);
  expect(others).toEqual([]);
  expect(root === undefined ? 0 : flatten(root).length).toBe(count);
});
