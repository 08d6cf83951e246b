/** One request, sent once: timeouts, a bound on the body, proxies. undici lives here. */
import type { Dispatcher } from 'undici';

import { type Bytes, PastLimit, readBytes } from './decode.js';
import { faultOf, isBreak, PROXY_CLOSED, TooSlow } from './faults.js';
import type { Fields } from './page-store.js';
import type { Proxies } from './proxies.js';

/**
 * One GET. `limit` bounds the decoded body in bytes; `cut` keeps its first part where others fail, `partial` what came before the
 * body broke off.
 */
export interface Ask {
  readonly url: string;
  readonly headers: Fields;
  readonly limit: number;
  readonly cut: boolean;
  readonly partial: boolean;
  /** Called when the request leaves, its connection made. */
  readonly sent: () => void;
}

/** What came back. `bytes` is read for a 200 or 203 alone; the bodies of other answers are of no use to us. */
export interface Answer {
  readonly status: number;
  readonly headers: Fields;
  readonly bytes: Bytes | null;
}

export interface FetchOptions {
  /** The longest silence while connecting, before the headers and within the body, in ms. */
  readonly timeoutMs: number;
  readonly proxies: Proxies;
  readonly signal: AbortSignal;
  readonly onBytes: (url: string, count: number) => void;
}

export interface PageFetcher {
  /** Resolves when a request would leave at once; the pace is kept from there, not from before the loading. */
  ready(): Promise<void>;
  /** Sends the request. Throws `GiveUpOnPage` or `RetryLater`; an answer with an error status is an answer. */
  fetch(ask: Ask): Promise<Answer>;
  close(): Promise<void>;
}

export function createPageFetcher(options: FetchOptions): PageFetcher {
  let opened: ReturnType<typeof open> | null = null;
  return {
    async ready() {
      opened ??= open(options);
      await opened;
    },
    async fetch(ask) {
      opened ??= open(options);
      const { request, dispatcher } = await opened;
      return await fetchOnce(ask, options, (url, how) =>
        request(url, { ...how, dispatcher: dispatcher.compose(telling(ask.sent)) }),
      );
    },
    async close() {
      const { dispatcher } = (await opened) ?? {};
      await dispatcher?.destroy();
    },
  };
}

/** Loads undici, which takes longer than the rest of the program's start, and opens its pool of connections. */
async function open({ timeoutMs, proxies }: FetchOptions) {
  const { EnvHttpProxyAgent, Pool, request } = await import('undici');
  // Node gives each of a host's addresses 250 ms and then calls the host dead; a far or busy one needs longer.
  const connect = { timeout: timeoutMs, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 2000 };
  const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  const dispatcher = new EnvHttpProxyAgent({
    ...proxies,
    connect,
    proxyTls: connect,
    // Plain http is forwarded, not tunnelled: common proxies refuse CONNECT to port 80.
    proxyTunnel: false,
    clientFactory: (proxy, how) => new Pool(proxy, { ...how, ...timeouts }).compose(failOnce),
  });
  return { request, dispatcher };
}

/**
 * When a proxy hangs up on CONNECT, undici takes it for a connection worth making again, at once and without end: thousands
 * a second. Under another code it takes it for the failure that it is.
 */
function failOnce(dispatch: Dispatcher.Dispatch): Dispatcher.Dispatch {
  return (options, handler) =>
    dispatch(options, {
      ...passedOn(handler),
      onResponseError(controller, error) {
        const closed = 'code' in error && error.code === 'UND_ERR_SOCKET';
        handler.onResponseError?.(controller, closed ? codedError(PROXY_CLOSED, error) : error);
      },
    });
}

/** Says when a request is written to its connection. */
function telling(sent: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      ...passedOn(handler),
      onRequestStart(controller, context) {
        sent();
        handler.onRequestStart?.(controller, context);
      },
    });
}

function passedOn(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...all) => handler.onRequestStart?.(...all),
    onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
    onResponseStart: (...all) => handler.onResponseStart?.(...all),
    onResponseData: (...all) => handler.onResponseData?.(...all),
    onResponseEnd: (...all) => handler.onResponseEnd?.(...all),
    onResponseError: (...all) => handler.onResponseError?.(...all),
  };
}

function codedError(code: string, cause: Error): Error {
  return Object.assign(new Error(cause.message, { cause }), { code });
}

type Send = (url: string, how: RequestHow) => Promise<Dispatcher.ResponseData>;
type RequestHow = { headers: Record<string, string>; headersTimeout: number; bodyTimeout: number; signal: AbortSignal };

async function fetchOnce(ask: Ask, options: FetchOptions, send: Send): Promise<Answer> {
  const { timeoutMs, signal, proxies } = options;
  let answered = false;
  try {
    const { statusCode, headers, body } = await send(ask.url, {
      headers: { ...ask.headers },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal,
    });
    answered = true;
    const fields = joined(headers);
    if (statusCode !== 200 && statusCode !== 203) {
      // Read in the background so that the connection can be used again; who waits for a 404's body waits for nothing.
      body.dump({ limit: 65_536 }).catch(() => {});
      return { status: statusCode, headers: fields, bytes: null };
    }
    const coding = fields['content-encoding'] ?? '';
    if (coding === '' && !ask.cut && Number(fields['content-length']) > ask.limit) {
      // The host is spared what we would not read to its end.
      body.on('error', () => {}).destroy();
      throw new PastLimit();
    }
    const watch = watchSpeed(timeoutMs * 10, (error) => body.destroy(error));
    const onBytes = (count: number) => {
      watch.add(count);
      options.onBytes(ask.url, count);
    };
    try {
      const keep = (error: unknown) => ask.partial && isBreak(error);
      const bytes = await readBytes(body, { coding, limit: ask.limit, cut: ask.cut, keep, signal, onBytes });
      return { status: statusCode, headers: fields, bytes };
    } finally {
      watch.end();
    }
  } catch (error) {
    const proxied = (ask.url.startsWith('https:') ? proxies.httpsProxy : proxies.httpProxy) !== '';
    throw faultOf(error, { url: ask.url, timeoutMs, limit: ask.limit, answered, proxied });
  }
}

/** Less than a modem's worth: a body that drips a byte now and then is never silent, and never done. */
const LEAST_BYTES = 100_000;

/** Tells when fewer than `LEAST_BYTES` came within one window of `windowMs`. */
function watchSpeed(windowMs: number, tooSlow: (error: TooSlow) => void) {
  let received = 0;
  const timer = setInterval(() => {
    if (received < LEAST_BYTES) tooSlow(new TooSlow(LEAST_BYTES, windowMs));
    received = 0;
  }, windowMs);
  return {
    add(count: number): void {
      received += count;
    },
    end: () => clearInterval(timer),
  };
}

/** One string a field, and no cookies: nothing here sends them back, and they have no business on a disk. */
function joined(headers: Dispatcher.ResponseData['headers']): Fields {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === 'set-cookie') continue;
    fields[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return fields;
}
