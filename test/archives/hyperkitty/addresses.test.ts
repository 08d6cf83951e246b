import { describe, expect, it } from 'vitest';
import { createAddresses } from '../../../src/archives/hyperkitty/addresses.js';
import { archiveAt } from '../../../src/archives/hyperkitty/archive.js';
import { BASE, LIST, type Mail, serverOf } from './server.js';

const place = { base: BASE, address: LIST, list: 'summit' };
const mailOf = (text: string): Mail => ({ id: 'a', date: '2012-02-06T10:00:00Z', subject: 'A', text });

/** What a list of this one mail learns of its server, and makes of its text. */
async function learnt(text: string, obscures: boolean, known: boolean | null = null) {
  const { get, asked } = serverOf([mailOf(text)], { obscures });
  const archive = archiveAt(place, get);
  const { mails } = await archive.exportOf({ from: null, to: null });
  const addresses = createAddresses(known);
  await addresses.learn(mails, archive, true);
  const revealed = mails.map(({ message }) => addresses.reveal(message).body);
  return { obscured: addresses.obscured(), body: revealed[0], requests: asked.length - 1 };
}

describe('addresses of an export', () => {
  it.each([
    'Write to bob@example.org.\n',
    'See http://example.org/~ann@home/?a=b@c and git@github.com:a/b.git\n',
    'Zoë.Ångström+list@example.org, müller@example.org\n',
    'x@localhost a@b@c@d -@- me@@you\n',
  ])('are as they were sent: %j', async (text) => {
    expect(await learnt(text, true)).toEqual({ obscured: true, body: { kind: 'text', text }, requests: 1 });
    const left = await learnt(text, false);
    expect(left).toMatchObject({ obscured: false, body: { kind: 'text', text }, requests: 0 });
  });

  it('are not made of what the author wrote', async () => {
    const text = 'See 3(a)i and write to ann(a)example.org.\n';
    expect(await learnt(text, false)).toEqual({ obscured: false, body: { kind: 'text', text }, requests: 1 });
    expect(await learnt('(a) one (b) two\n', true)).toMatchObject({ obscured: null, requests: 0 });
  });

  it('tell when a server has learnt better since', async () => {
    const text = 'ann(a)example.org is bob@example.org.\n';
    expect(await learnt(text, false, true)).toEqual({ obscured: false, body: { kind: 'text', text }, requests: 0 });
  });
});
