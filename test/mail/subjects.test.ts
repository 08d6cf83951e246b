import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForwarded, plainSubject } from '../../src/mail/subjects.js';

describe('plainSubject', () => {
  it.each([
    ['Room 4', 'Room 4'],
    ['Re: [Summit] Room 4', 'Room 4'],
    ['[Summit] Re: Room 4', 'Room 4'],
    ['[Summit] [Summit] Room 4', 'Room 4'],
    ['AW: Re: [Summit] RE: Room 4', 'Room 4'],
    ['Re[2]: Room 4', 'Room 4'],
    ['RE(3) : Room 4', 'Room 4'],
    ['Re^2: Room 4', 'Room 4'],
    ['回复：[Summit] Room 4', 'Room 4'],
    ['Antw: Room 4', 'Room 4'],
    ['SV: VS: Odp: YNT: Room 4', 'Room 4'],
    ['Fwd: FW: WG: Room 4', 'Room 4'],
    ['[summit] Room 4', 'Room 4'],
    ['folded\n\tsubject', 'folded subject'],
    ['Research: a report', 'Research: a report'],
    ['Awards: a report', 'Awards: a report'],
    ['Room [4]', 'Room [4]'],
    ['[PATCH 1/2] fix', '[PATCH 1/2] fix'],
    ['[Other] Room 4', '[Other] Room 4'],
  ])('%j of summit → %j', (subject, title) => {
    expect(plainSubject(subject, 'summit')).toBe(title);
  });

  it.each([
    ['[Summit] Room 4', 'xmpp-summit', 'Room 4'],
    ['[Demo-en9] Room 4', 'demo-en9', 'Room 4'],
    ['[summit 12] Room 4', 'summit', 'Room 4'],
    ['[Anything] Room 4', null, 'Room 4'],
    ['[Anything] [More] Room 4', null, '[More] Room 4'],
    ['[PATCH] fix', null, '[PATCH] fix'],
  ])('%j of %s → %j', (subject, list, title) => {
    expect(plainSubject(subject, list)).toBe(title);
  });

  it.each(['Re:', '[Summit]', 'Re: [Summit]', 'Fwd: Re:'])('leaves %j, which would else be empty', (subject) => {
    expect(plainSubject(subject, 'summit')).toBe(subject);
  });

  it('is empty only where the subject is', () => {
    const piece = fc.constantFrom('Re', ':', ' ', '[', 'Summit', ']', 'Fwd', '[2]', 'x', '\n');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const subject = pieces.join('');
        expect(plainSubject(subject, 'summit') === '').toBe(subject.trim() === '');
      }),
    );
  });

  it('says the same of what it has said', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Re: ', '[Summit] ', 'AW:', 'Room', ' 4', '[x]')), (pieces) => {
        const once = plainSubject(pieces.join(''), 'summit');
        expect(plainSubject(once, 'summit')).toBe(once);
      }),
    );
  });

  it('takes a hostile subject at once', () => {
    const start = performance.now();
    plainSubject('Re: '.repeat(50_000), 'summit');
    plainSubject('[Summit] '.repeat(50_000), 'summit');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('isForwarded', () => {
  it.each(['Fwd: Notes', '[Summit] FW: Notes', 'WG: Protokoll', '转发：记录'])('%s', (subject) => {
    expect(isForwarded(subject)).toBe(true);
  });
  it.each(['Re: Notes', 'Forward planning', 'Trip: two days', ''])('not %s', (subject) => {
    expect(isForwarded(subject)).toBe(false);
  });
});
