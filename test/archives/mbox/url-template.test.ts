import { describe, expect, it } from 'vitest';
import { digestOf, readUrlTemplate, urlFrom } from '../../../src/archives/mbox/url-template.js';
import { UsageError } from '../../../src/errors.js';
import { message } from '../../mail/message.js';

const HOST = 'https://lists.example.org/';

describe('readUrlTemplate', () => {
  it.each([`${HOST}{id}`, `${HOST}a/{list}/{hash}.html?x={date}#{n}`, 'http://lists.example.org:8080/{n}'])(
    'takes %s',
    (text) => {
      expect(readUrlTemplate(text)).toMatchObject({ text });
    },
  );

  it.each([
    ['', 'is not an address'],
    ['{id}', 'is not an address'],
    ['lists.example.org/{id}', 'is not an address'],
    ['javascript:alert({n})', 'is not an address'],
    ['file:///mail/{id}', 'is not an address'],
    ['https://{list}.example.org/{id}', 'is not an address'],
    ['https://lists.example.org{id}', 'is not an address'],
    ['https://ann@lists.example.org/{id}', 'is not an address'],
    ['https:///{id}', 'is not an address'],
    [`${HOST}a b/{id}`, 'is not an address'],
    [`${HOST}{id}/{`, 'is not an address'],
    [`${HOST}{subject}`, '{subject}'],
    [`${HOST}{constructor}`, '{constructor}'],
    [`${HOST}{}`, '{}'],
    [HOST, 'the same for every mail'],
    [`${HOST}{list}/{date}`, 'the same for every mail'],
  ])('refuses %j: %s', (text, words) => {
    expect(() => readUrlTemplate(text)).toThrow(UsageError);
    expect(() => readUrlTemplate(text)).toThrow(words);
  });
});

describe('urlFrom', () => {
  const mail = message({ id: '<a/b?c#d%e@example.org>', list: 'summit', date: '2012-02-06T18:42:10Z' });
  const url = (text: string, changes = {}) => urlFrom(readUrlTemplate(HOST + text), { ...mail, ...changes }, 12);

  it.each([
    ['{id}', 'a%2Fb%3Fc%23d%25e%40example.org'],
    ['{list}/{n}.html', 'summit/12.html'],
    ['{date}/{n}', '2012-02-06/12'],
    ['{list}/{list}/{n}', 'summit/summit/12'],
  ])('%s', (text, filled) => {
    expect(url(text)).toBe(HOST + filled);
  });

  it('knows the hash of HyperKitty', () => {
    // The documentation of Mailman's Message-ID-Hash.
    expect(url('{hash}', { id: '<87myycy5eh.fsf@uwakimon.sk.tsukuba.ac.jp>' })).toBe(
      `${HOST}JJIGKPKB6CVDX6B2CUG4IHAJRIQIOUTP`,
    );
  });

  it('is none where the mail lacks what is asked for', () => {
    expect(url('{id}', { id: null })).toBeNull();
    expect(url('{hash}', { id: null })).toBeNull();
    expect(url('{list}/{n}', { list: null })).toBeNull();
    expect(url('{date}/{n}', { date: null })).toBeNull();
    expect(url('{n}', { id: null, list: null, date: null })).toBe(`${HOST}12`);
  });

  it.each(['<..>', '<.>', '<>', '<\ud800>'])('lets no ID climb or break it: %j', (id) => {
    expect(url('list/{id}', { id })).toBeNull();
  });

  it('stays on its host, whatever the mail says', () => {
    for (const list of ['//evil.example', '../../..', '@evil.example', '\\\\evil']) {
      const filled = url('{list}/{n}', { list });
      expect(filled === null || filled.startsWith(HOST)).toBe(true);
    }
  });
});

describe('digestOf', () => {
  it('is another when the permalink is another', () => {
    const sha256 = 'ab'.repeat(32);
    const byId = readUrlTemplate(`${HOST}{id}`);
    const byNumber = readUrlTemplate(`${HOST}{n}`);
    expect(digestOf(sha256, null, 1)).toBe(sha256);
    expect(digestOf(sha256, byId, 1)).toBe(digestOf(sha256, byId, 2));
    expect(digestOf(sha256, byNumber, 1)).not.toBe(digestOf(sha256, byNumber, 2));
    expect(new Set([sha256, digestOf(sha256, byId, 1), digestOf(sha256, byNumber, 1)]).size).toBe(3);
    expect(digestOf(sha256, byId, 1)).toMatch(/^[0-9a-f]{64}$/);
  });
});
