/** Archives move from http to https and from host to host: the permalink is where the page is now. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ArchiveServer, serveArchive } from '../../../scripts/serve-archive.mjs';
import type { Finding } from '../../../src/archives/kind.js';
import { pipermail } from '../../../src/archives/pipermail/kind.js';
import { createTestCrawler } from '../../helpers/crawler.js';

let archive: ArchiveServer;
let old: Server;
const asked: string[] = [];

beforeAll(async () => {
  archive = await serveArchive();
  old = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(301, { location: `${archive.url.replace(/\/$/, '')}${request.url}` }).end();
  });
  await new Promise<void>((resolve) => old.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  old.close();
  await archive.close();
});

it('cites the address that a redirect leads to, and asks there for the rest', async () => {
  const { port } = old.address() as AddressInfo;
  const path = '/pipermail/summit/2012-February/001084.html';
  const link = pipermail.recognise(new URL(path, `http://127.0.0.1:${port}`));
  if (link === null) throw new Error('not recognised');
  const crawler = createTestCrawler();
  const findings: Finding[] = [];
  for await (const finding of pipermail.read(link, { thread: false }, crawler.get)) findings.push(finding);
  await crawler.close();

  const urls = findings.map((finding) => (finding.type === 'message' ? finding.message.url : finding.issue));
  expect(urls).toEqual([new URL(path, archive.url).href]);
  const [finding] = findings;
  const attachments = finding?.type === 'message' ? finding.message.attachments : [];
  expect(attachments.every(({ url }) => url?.startsWith(archive.url))).toBe(true);
  expect(asked.filter((url) => url !== '/robots.txt')).toEqual([path]);
});
