import { describe, expect, it } from 'vitest';
import { fromText, type TextOptions } from '../../../src/markdown/index.js';

/** `type: first words` of every span. */
const spans = (text: string, options: TextOptions = {}): string[] =>
  fromText(text, options).spans.map(
    (span) => `${span.type}: ${text.slice(span.from, span.to).trim().split('\n')[0]?.trim()}`,
  );

import { renderBlocks } from '../../../src/markdown/index.js';

const signed =
  '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nText.\n- -- a dash\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAd\n=aB3d\n-----END PGP SIGNATURE-----\nBelow.\n';

describe('OpenPGP armour', () => {
  it('is set aside, the text in it is not', () => {
    expect(spans(signed)).toEqual([
      'pgp: -----BEGIN PGP SIGNED MESSAGE-----',
      'own: Text.',
      'pgp: -----BEGIN PGP SIGNATURE-----',
      'own: Below.',
    ]);
  });

  it('has its dash-escapes undone', () => {
    expect(renderBlocks(fromText(signed).blocks)).toContain('-- a dash');
    expect(renderBlocks(fromText(signed).blocks)).not.toContain('- -- a');
  });

  it('sets aside the signature, whose dashes are escaped too', () => {
    const text = signed.replace('- -- a dash\n', '- -- \nAnn\n');
    expect(spans(text)).toEqual([
      'pgp: -----BEGIN PGP SIGNED MESSAGE-----',
      'own: Text.',
      'signature: - --',
      'pgp: -----BEGIN PGP SIGNATURE-----',
      'own: Below.',
    ]);
  });

  it('ends with what is no armour, when its last line is missing', () => {
    expect(spans('-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAd\nThese are words.\n')).toEqual([
      'pgp: -----BEGIN PGP SIGNATURE-----',
      'own: These are words.',
    ]);
  });
});
