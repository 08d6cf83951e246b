/**
 * Serves the bundled archive on this machine, with no dependency: for the demo, the tests, and anyone who wants to look at it.
 *
 *     node scripts/serve-archive.mjs [--port N]
 *
 * It answers in two ways from the same files: as a web server (`GET /pipermail/summit/index.html`), and as a forward proxy
 * for the archive's public name (`GET http://lists.example.org/pipermail/summit/index.html`), so that with
 * `HTTP_PROXY` set to its address a client can use the real-looking links. It fetches nothing from anywhere else.
 */
import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} RequestLogEntry
 * @property {string} method
 * @property {string} path what was asked for, from the root of the archive; the whole address when it was refused
 * @property {boolean} proxied the request line held a whole address
 * @property {Record<string, string>} headers those that say something about the client
 * @property {number} status
 *
 * @typedef {object} ArchiveServer
 * @property {string} url `http://127.0.0.1:49152`
 * @property {number} port
 * @property {RequestLogEntry[]} requests every answered request, oldest first
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {Buffer} body
 */

const PUBLIC_HOST = 'lists.example.org';
const ROOT = fileURLToPath(new URL('../fixtures/archive/www', import.meta.url));
/** Git keeps no file times, so every page is of this day: after the last message. */
const LAST_MODIFIED = 'Sun, 01 Apr 2012 00:00:00 GMT';
const LOGGED_HEADERS = [
  'host',
  'user-agent',
  'from',
  'accept',
  'accept-encoding',
  'if-none-match',
  'if-modified-since',
  'range',
];
const ROBOTS = `# Every robot is welcome: this is the archive that comes with Listpress.
User-agent: *
Disallow:
`;
/** As real Pipermail servers answer: no charset for HTML, and .gz as a file of its own. @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html',
  '.txt': 'text/plain',
  '.gz': 'application/x-gzip',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.pdf': 'application/pdf',
};

/**
 * @param {{ root?: string, port?: number, host?: string }} [options] `root` is the folder that stands for `/`; port 0 is any free one
 * @returns {Promise<ArchiveServer>}
 */
export async function serveArchive({ root = ROOT, port = 0, host = '127.0.0.1' } = {}) {
  const base = await realpath(root);
  /** @type {RequestLogEntry[]} */
  const requests = [];
  const server = createServer((request, response) => {
    const method = request.method ?? 'GET';
    const target = readTarget(request.url ?? '/', request.headers.host);
    void answer(base, method, target.path, request.headers)
      .catch((error) => page(500, 'Internal Server Error', String(error)))
      .then(({ status, headers, body }) => {
        requests.push({
          method,
          path: target.path ?? request.url ?? '',
          proxied: target.proxied,
          headers: Object.fromEntries(
            LOGGED_HEADERS.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
          ),
          status,
        });
        response.writeHead(status, headers);
        response.end(method === 'HEAD' ? undefined : body);
      });
  });
  // A tunnel would be a way out to other hosts.
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(`HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\nThis proxy speaks for ${PUBLIC_HOST} only.\n`);
  });
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => done(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    requests,
    close: () =>
      new Promise((done, failed) => {
        server.close((error) => (error ? failed(error) : done()));
        server.closeAllConnections();
      }),
  };
}

/**
 * The path of a request line, whichever form it has; none when it names a host that is not ours.
 * @param {string} url
 * @param {string | undefined} ownHost as the client calls this server
 * @returns {{ path: string | null, proxied: boolean }}
 */
function readTarget(url, ownHost) {
  if (url.startsWith('/')) return { path: url, proxied: false };
  const absolute = /^http:\/\/([^/?#]*)(.*)$/i.exec(url);
  const host = absolute?.[1]?.toLowerCase().replace(/:80$/, '');
  const ours = host === PUBLIC_HOST || (host !== undefined && host === ownHost && host.startsWith('127.0.0.1:'));
  return { path: ours ? (absolute?.[2]?.replace(/^(?!\/)/, '/') ?? '/') : null, proxied: true };
}

/**
 * @param {string} base the folder, its real path
 * @param {string} method
 * @param {string | null} path
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @returns {Promise<Answer>}
 */
async function answer(base, method, path, headers) {
  if (path === null) return page(502, 'Bad Gateway', `This proxy speaks for ${PUBLIC_HOST} only.`);
  if (method !== 'GET' && method !== 'HEAD') {
    const refused = page(405, 'Method Not Allowed', 'This archive can only be read.');
    return { ...refused, headers: { ...refused.headers, allow: 'GET, HEAD' } };
  }
  const plain = path.replace(/[?#].*$/s, '');
  const file = await findFile(base, plain);
  if (file === 'folder') {
    // One slash in front: two would name another host.
    const location = `/${plain.replace(/^\/+/, '')}/`;
    const moved = page(301, 'Moved Permanently', location);
    return { ...moved, headers: { ...moved.headers, location } };
  }
  if (file === null && plain !== '/robots.txt') {
    return page(404, 'Not Found', 'The requested address was not found in this archive.');
  }
  const body = file === null ? Buffer.from(ROBOTS) : await readFile(file);
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  const fixed = { etag, 'last-modified': LAST_MODIFIED };
  if (isKnown(headers, etag)) return { status: 304, headers: fixed, body: Buffer.alloc(0) };
  const type = TYPES[extname(file ?? plain).toLowerCase()] ?? 'application/octet-stream';
  return { status: 200, headers: { ...fixed, 'content-type': type, 'content-length': String(body.length) }, body };
}

/**
 * The file that a path means; `folder` when it lacks its last slash; null when there is none, or none inside the base.
 * @param {string} base
 * @param {string} path
 * @returns {Promise<string | null>}
 */
async function findFile(base, path) {
  try {
    const decoded = decodeURIComponent(path);
    if (/[\0\\]/.test(decoded) || decoded.split('/').includes('..')) return null;
    const wanted = join(base, decoded);
    const found = await realpath(wanted);
    const inside = relative(base, found);
    if (inside === '..' || inside.startsWith(`..${sep}`) || resolve(base, inside) !== found) return null;
    if (!(await stat(found)).isDirectory()) return decoded.endsWith('/') ? null : found;
    const index = join(found, 'index.html');
    if (!(await stat(index)).isFile()) return null;
    return decoded.endsWith('/') ? index : 'folder';
  } catch {
    return null;
  }
}

/**
 * RFC 9110: a list of tags is asked first, and a date only without one.
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {string} etag
 */
function isKnown(headers, etag) {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return since >= Date.parse(LAST_MODIFIED);
}

/** @param {number} status @param {string} title @param {string} text @returns {Answer} */
function page(status, title, text) {
  const words = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const body = Buffer.from(
    `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n<p>${words}</p>\n</body></html>\n`,
  );
  return { status, headers: { 'content-type': 'text/html', 'content-length': String(body.length) }, body };
}

/** @param {string[]} args */
function portFrom(args) {
  if (args.length === 0) return 0;
  const port = Number(args[1]);
  if (args[0] !== '--port' || args.length !== 2 || !/^\d+$/.test(args[1] ?? '') || port > 65_535) {
    process.stderr.write('Usage: node scripts/serve-archive.mjs [--port N]\n');
    process.exit(2);
  }
  return port;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const port = portFrom(process.argv.slice(2));
  const server = await serveArchive({ port }).catch((error) => {
    process.stderr.write(`Port ${port} cannot be used (${error.code}); choose another with --port, or none.\n`);
    process.exit(1);
  });
  process.stdout.write(`The bundled archive is at ${server.url}/pipermail/summit/index.html
As a proxy it also answers for http://${PUBLIC_HOST}/: HTTP_PROXY=${server.url}
Press Ctrl-C to stop.
`);
  process.once('SIGINT', () => void server.close());
}
