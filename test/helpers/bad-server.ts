/** A web server that does what servers on the net do, on 127.0.0.1, and remembers who asked for what and when. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';

/** A request as it arrived. `target` is the request line's own, absolute when we are used as a proxy. */
export interface SeenRequest {
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds since the epoch, by the real clock. */
  readonly at: number;
  /** The status that was answered; 0 when nothing was. */
  status: number;
  /** Body bytes that were handed to the socket. */
  bytes: number;
}

/** How one address behaves; `count` is 1 for the first request to it. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, count: number) => void | Promise<void>;

export interface BadServer {
  readonly origin: string;
  readonly port: number;
  /** Every request, in the order of arrival. */
  readonly seen: SeenRequest[];
  /** The most requests that were being answered at one time. */
  mostAtOnce(): number;
  url(path: string): string;
  /** What a path (or, for a proxy, a whole address) does; robots.txt is a 404 until it is told otherwise. */
  on(target: string, behaviour: Behaviour): void;
  /** How often a path was asked for. */
  count(target: string): number;
  close(): Promise<void>;
}

export async function startBadServer(): Promise<BadServer> {
  const behaviours = new Map<string, Behaviour>();
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let running = 0;
  let most = 0;

  const server = createServer((request, response) => {
    const target = request.url ?? '';
    const entry: SeenRequest = { target, headers: request.headers, at: Date.now(), status: 0, bytes: 0 };
    seen.push(entry);
    running += 1;
    most = Math.max(most, running);
    response.on('close', () => {
      running -= 1;
      if (response.headersSent) entry.status = response.statusCode;
    });
    const write = response.write.bind(response);
    response.write = ((chunk: Uint8Array, ...rest: []) => {
      entry.bytes += chunk.length;
      return write(chunk, ...rest);
    }) as typeof response.write;
    const behaviour = behaviours.get(target) ?? ((_, answer) => void answer.writeHead(404).end());
    void behaviour(request, response, seen.filter((other) => other.target === target).length);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    port,
    seen,
    mostAtOnce: () => most,
    url: (path) => origin + path,
    on: (target, behaviour) => void behaviours.set(target, behaviour),
    count: (target) => seen.filter((request) => request.target === target).length,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that need not speak HTTP. */
export interface RawServer {
  readonly origin: string;
  connections(): number;
  close(): Promise<void>;
}

export async function startRawServer(answer: (socket: Socket) => void): Promise<RawServer> {
  const sockets: Socket[] = [];
  const server = createSocketServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.length,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Fields = Readonly<Record<string, string>>;

/** Answers 200 with this body. */
export function page(body: string | Uint8Array, headers: Fields = {}): Behaviour {
  return (_, response) => void response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body);
}

/** Answers with this status and an empty body. */
export function status(code: number, headers: Fields = {}): Behaviour {
  return (_, response) => void response.writeHead(code, headers).end();
}

/** Behaves in turn; the last stays. */
export function inTurn(...behaviours: [Behaviour, ...Behaviour[]]): Behaviour {
  return (request, response, count) =>
    (behaviours[Math.min(count, behaviours.length) - 1] ?? behaviours[0])(request, response, count);
}

/** A page with an ETag or a Last-Modified, which answers 304 when it is asked with the same. */
export function revalidated(body: string | Uint8Array, validator: Fields, headers: Fields = {}): Behaviour {
  return (request, response) => {
    const { etag, 'last-modified': modified } = validator;
    const same =
      (etag !== undefined && request.headers['if-none-match'] === etag) ||
      (modified !== undefined && request.headers['if-modified-since'] === modified);
    if (same) response.writeHead(304, { ...validator, ...headers }).end();
    else response.writeHead(200, { 'content-type': 'text/plain', ...validator, ...headers }).end(body);
  };
}

/** Takes the request and never answers. */
export const silent: Behaviour = () => {};

/** Answers, sends a part of the body, and then nothing more. */
export function stalls(part: string): Behaviour {
  return (_, response) => void response.writeHead(200, { 'content-length': '1000' }).write(Buffer.from(part));
}

/** Promises `promised` bytes, sends this part and breaks the connection. */
export function breaksOff(part: string | Uint8Array, promised: number, headers: Fields = {}): Behaviour {
  return (_, response) => {
    response.writeHead(200, { 'content-length': String(promised), ...headers });
    response.write(Buffer.from(part), () => setTimeout(() => response.socket?.destroy(), 20));
  };
}

/** A body without end. */
export const endless: Behaviour = (_, response) => {
  const chunk = Buffer.alloc(64 * 1024, 'a');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.writeHead(200).on('drain', more);
  more();
};
