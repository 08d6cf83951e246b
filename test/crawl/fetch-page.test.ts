import { describe, expect, test } from 'vitest';

import { breaksOff, endless, inTurn, page, silent, stalls } from '../helpers/bad-server.js';
import { aCrawler, aRawServer, aServer, issueOf, textOf } from './a-crawler.js';

describe('silence', () => {
  test.each([
    ['no headers', silent],
    ['a body that stops', stalls('half a')],
  ])('%s: given up when the time is over, after the retries', async (_, behaviour) => {
    const server = await aServer();
    server.on('/a', behaviour);
    const url = server.url('/a');
    expect(await issueOf(aCrawler({ timeoutMs: 150, maxRetries: 1 }), url)).toEqual({
      code: 'TIMED_OUT',
      url,
      seconds: 0.15,
    });
    expect(server.count('/a')).toBe(2);
  });

  test('a slow body that keeps coming is no silence', async () => {
    const server = await aServer();
    server.on('/a', async (_, response) => {
      response.writeHead(200);
      for (let part = 0; part < 8; part += 1) {
        response.write(`${part}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      response.end();
    });
    expect(await textOf(aCrawler({ timeoutMs: 400 }), server.url('/a'))).toBe('01234567');
  });

  test('a body that drips for ever is given up, once', async () => {
    const server = await aServer();
    server.on('/a', (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const url = server.url('/a');
    expect(await issueOf(aCrawler({ timeoutMs: 100 }), url)).toEqual({
      code: 'BODY_BROKEN',
      url,
      reason: 'fewer than 100 kB came in 1 s',
    });
    expect(server.count('/a')).toBe(1);
  });

  test('nobody waits for the body of a 404', async () => {
    const server = await aServer();
    server.on('/a', (_, response) => void response.writeHead(404, { 'content-length': '10' }).write(Buffer.from('x')));
    const start = Date.now();
    expect(await issueOf(aCrawler(), server.url('/a'))).toMatchObject({ code: 'PAGE_MISSING' });
    expect(Date.now() - start).toBeLessThan(1000);
  });
});

describe('broken connections', () => {
  test('a reset within the body, then a whole one', async () => {
    const server = await aServer();
    server.on('/a', inTurn(breaksOff('half', 100), page('whole')));
    expect(await textOf(aCrawler(), server.url('/a'))).toBe('whole');
    expect(server.count('/a')).toBe(2);
  });

  test('a body that is always shorter than promised', async () => {
    const server = await aServer();
    server.on('/a', breaksOff('half', 100));
    const url = server.url('/a');
    expect(await issueOf(aCrawler(), url)).toEqual({
      code: 'BODY_BROKEN',
      url,
      reason: 'the connection was closed before its end',
    });
    expect(server.count('/a')).toBe(4);
  });

  test('chunks without the last one', async () => {
    const server = await aServer();
    server.on('/a', (_, response) => {
      response.writeHead(200).write(Buffer.from('part'), () => setTimeout(() => response.socket?.destroy(), 20));
    });
    expect(await issueOf(aCrawler(), server.url('/a'))).toMatchObject({ code: 'BODY_BROKEN' });
  });

  test('more than promised: what was promised is the page', async () => {
    const server = await aRawServer((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour and more'),
    );
    expect(await textOf(aCrawler(), `${server.origin}/a`)).toBe('four');
  });

  test('no answer at all', async () => {
    const server = await aServer();
    server.on('/a', (_, response) => void response.socket?.destroy());
    const url = server.url('/a');
    expect(await issueOf(aCrawler(), url)).toEqual({
      code: 'HOST_UNREACHABLE',
      url,
      reason: 'the connection was closed without an answer',
    });
  });

  test('not HTTP', async () => {
    const server = await aRawServer((socket) => socket.end('220 mail.example.org ESMTP\r\n'));
    expect(await issueOf(aCrawler(), `${server.origin}/a`)).toMatchObject({ because: { code: 'BODY_BROKEN' } });
  });
});

describe('hosts that are not there', () => {
  test('a refused connection is told of the page that was wanted', async () => {
    const server = await aServer();
    await server.close();
    const url = server.url('/a');
    expect(await issueOf(aCrawler(), url)).toEqual({ code: 'HOST_UNREACHABLE', url, reason: 'connection refused' });
  });

  test('an unknown name', async () => {
    const url = 'http://lists.nowhere.invalid/a';
    const issue = await issueOf(aCrawler({ maxRetries: 0 }), url);
    expect(issue).toMatchObject({ code: 'HOST_UNREACHABLE', url });
    expect('reason' in issue && issue.reason).toMatch(/the host name (is not known|could not be looked up)/);
  });
});

test('a body without end is stopped at the limit', async () => {
  const server = await aServer();
  server.on('/a', endless);
  const crawler = aCrawler();
  const url = server.url('/a');
  expect(await issueOf(crawler, url, 1_000_000)).toEqual({ code: 'TOO_LARGE', url, limit: 1_000_000 });
  expect(crawler.receipt().bytes).toBeLessThan(1_200_000);
  expect(server.count('/a')).toBe(1);
});

test('a body that announces itself as too long is not read', async () => {
  const server = await aServer();
  server.on(
    '/a',
    (_, response) => void response.writeHead(200, { 'content-length': '90000000' }).write(Buffer.from('x')),
  );
  const crawler = aCrawler();
  expect(await issueOf(crawler, server.url('/a'))).toMatchObject({ code: 'TOO_LARGE', limit: 50_000_000 });
  expect(crawler.receipt().bytes).toBe(0);
});

describe('a proxy', () => {
  const wanted = 'http://lists.example.org/pipermail/a.html';

  test('gets plain http forwarded, with the whole address', async () => {
    const proxy = await aServer();
    proxy.on(wanted, page('through the proxy'));
    const crawler = aCrawler({ env: { HTTP_PROXY: proxy.origin } });
    expect(await textOf(crawler, wanted)).toBe('through the proxy');
    expect(proxy.seen.map((request) => request.target)).toEqual(['http://lists.example.org/robots.txt', wanted]);
    expect(proxy.seen[1]?.headers.host).toBe('lists.example.org');
  });

  test('may be written without http:// and in lower case, which wins', async () => {
    const proxy = await aServer();
    proxy.on(wanted, page('x'));
    const env = { http_proxy: `127.0.0.1:${proxy.port}`, HTTP_PROXY: 'http://127.0.0.1:1' };
    expect(await textOf(aCrawler({ env }), wanted)).toBe('x');
  });

  test('is left out for the hosts of NO_PROXY', async () => {
    const [proxy, server] = [await aServer(), await aServer()];
    server.on('/a', page('direct'));
    const crawler = aCrawler({ env: { HTTP_PROXY: proxy.origin, NO_PROXY: 'example.com,127.0.0.1' } });
    expect(await textOf(crawler, server.url('/a'))).toBe('direct');
    expect(proxy.seen).toEqual([]);
  });

  test('that is not there is named as such', async () => {
    const proxy = await aServer();
    await proxy.close();
    expect(await issueOf(aCrawler({ env: { HTTP_PROXY: proxy.origin } }), wanted)).toEqual({
      code: 'HOST_UNREACHABLE',
      url: wanted,
      reason: 'the proxy: connection refused',
    });
  });

  const secure = 'https://lists.example.org/a';

  test.each([
    ['403 Forbidden', 'the proxy refused with HTTP 403'],
    ['407 Proxy Authentication Required', 'the proxy asks for a name and password'],
  ])('that answers CONNECT with %s says so', async (line, reason) => {
    const proxy = await aRawServer((socket) => socket.end(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`));
    expect(await issueOf(aCrawler({ env: { https_proxy: proxy.origin } }), secure)).toEqual({
      code: 'HOST_UNREACHABLE',
      url: secure,
      reason,
    });
  });

  test('that hangs up on CONNECT is asked once, not for ever', async () => {
    const proxy = await aRawServer((socket) => socket.end());
    const issue = await issueOf(aCrawler({ env: { https_proxy: proxy.origin } }), secure);
    expect(issue).toMatchObject({ code: 'HOST_UNREACHABLE', reason: expect.stringMatching(/^the proxy/) });
    expect(proxy.connections()).toBe(1);
  });

  test('that never answers CONNECT times out', async () => {
    const proxy = await aRawServer(() => {});
    const crawler = aCrawler({ env: { https_proxy: proxy.origin }, timeoutMs: 200, maxRetries: 0 });
    expect(await issueOf(crawler, secure)).toMatchObject({ url: secure, because: { code: 'TIMED_OUT', seconds: 0.2 } });
  });

  test('that wants a password says so', async () => {
    const proxy = await aServer();
    proxy.on('http://lists.example.org/robots.txt', (_, response) => void response.writeHead(407).end());
    expect(await issueOf(aCrawler({ env: { HTTP_PROXY: proxy.origin } }), wanted)).toEqual({
      code: 'HOST_UNREACHABLE',
      url: wanted,
      reason: 'the proxy asks for a name and password',
    });
  });

  test('of this process’s own environment is not used behind our back', async () => {
    const server = await aServer();
    server.on('/a', page('direct'));
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = 'http://127.0.0.1:1';
    try {
      expect(await textOf(aCrawler(), server.url('/a'))).toBe('direct');
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
  });
});
