/** What went wrong on the way to a page, from an error's code to the issue and whether asking again can help. */
import { zlibReason } from '../archives/gunzip.js';
import { GiveUpOnPage } from '../errors.js';
import type { Issue } from '../issues.js';
import { PastLimit, UnknownCoding } from './decode.js';
import { RetryLater } from './retry.js';

export interface FaultContext {
  readonly url: string;
  readonly timeoutMs: number;
  readonly limit: number;
  /** The host had begun to answer, so it was the body that broke. */
  readonly answered: boolean;
  /** The request went through a proxy, or may have. */
  readonly proxied: boolean;
}

/** The body comes, but so slowly that it would keep the run for hours. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
  readonly reason: string;
  constructor(bytes: number, windowMs: number) {
    const reason = `fewer than ${bytes / 1000} kB came in ${windowMs / 1000} s`;
    super(reason);
    this.reason = reason;
  }
}

/** The code of a proxy that hangs up on CONNECT; `fetch-page.ts` makes the error. */
export const PROXY_CLOSED = 'PROXY_CLOSED';

/** Reasons why a host cannot be reached, in plain words. Those marked `passing` are worth another attempt. */
const UNREACHABLE: Readonly<Record<string, { readonly reason: string; readonly passing?: true }>> = {
  ENOTFOUND: { reason: 'the host name is not known' },
  EAI_AGAIN: { reason: 'the host name could not be looked up', passing: true },
  ECONNREFUSED: { reason: 'connection refused' },
  EHOSTUNREACH: { reason: 'no way to that host' },
  ENETUNREACH: { reason: 'no network' },
  EADDRNOTAVAIL: { reason: 'no network' },
  EACCES: { reason: 'this machine does not allow the connection' },
  EPERM: { reason: 'this machine does not allow the connection' },
  CERT_HAS_EXPIRED: { reason: 'its certificate has expired' },
  CERT_NOT_YET_VALID: { reason: 'its certificate is not valid yet' },
  ERR_TLS_CERT_ALTNAME_INVALID: { reason: 'its certificate is for another name' },
  DEPTH_ZERO_SELF_SIGNED_CERT: { reason: 'its certificate is self-signed' },
  SELF_SIGNED_CERT_IN_CHAIN: { reason: 'its certificate is self-signed' },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { reason: 'its certificate is not from an authority this machine trusts' },
  UNABLE_TO_GET_ISSUER_CERT: { reason: 'its certificate is not from an authority this machine trusts' },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { reason: 'its certificate is not from an authority this machine trusts' },
  UND_ERR_PRX_TLS: { reason: "the proxy's certificate is not valid" },
  [PROXY_CLOSED]: { reason: 'the proxy closed the connection without an answer' },
};

const TIMEOUTS: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

const CUT_OFF: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** Whether the body broke off on its way: the connection was closed, fell silent, or began to drip. */
export function isBreak(error: unknown): boolean {
  const code = codeOf(error);
  return error instanceof TooSlow || CUT_OFF.has(code) || TIMEOUTS.has(code) || code === 'Z_BUF_ERROR';
}

/** The error to throw in place of one that undici, zlib or the socket threw: give up, or later. Any other is a bug and comes back. */
export function faultOf(error: unknown, context: FaultContext): unknown {
  const { url } = context;
  const giveUp = (issue: Issue) => new GiveUpOnPage(issue, { cause: error });
  const later = (issue: Issue) => new RetryLater(issue, null, { cause: error });
  const broken = (reason: string): Issue => ({ code: 'BODY_BROKEN', url, reason });
  const unreachable = (reason: string): Issue => ({ code: 'HOST_UNREACHABLE', url, reason });

  if (error instanceof PastLimit) return giveUp({ code: 'TOO_LARGE', url, limit: context.limit });
  if (error instanceof UnknownCoding)
    return giveUp(broken(`its coding ${error.coding} is not one that Listpress reads`));
  if (error instanceof TooSlow) return giveUp(broken(error.reason));
  // The whole body came and it is bad: it would be as bad again.
  const damage = zlibReason(error);
  if (damage !== null) return giveUp(broken(damage));

  const code = codeOf(error);
  if (TIMEOUTS.has(code)) return later({ code: 'TIMED_OUT', url, seconds: context.timeoutMs / 1000 });
  if (CUT_OFF.has(code)) {
    return later(
      context.answered
        ? broken('the connection was closed before its end')
        : unreachable('the connection was closed without an answer'),
    );
  }
  const known = UNREACHABLE[code];
  if (known !== undefined) {
    const issue = unreachable(viaProxy(error, context) ? `the proxy: ${known.reason}` : known.reason);
    return known.passing ? later(issue) : giveUp(issue);
  }
  if (context.proxied && error instanceof Error) {
    const status = /proxy.*\((\d{3})\)/i.exec(error.message)?.[1];
    if (status === '407') return giveUp(unreachable('the proxy asks for a name and password'));
    if (status !== undefined) return giveUp(unreachable(`the proxy refused with HTTP ${status}`));
  }
  if (error instanceof Error && error.name === 'HTTPParserError') return later(broken('it is not an HTTP answer'));
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return giveUp(broken('its header fields are too long'));
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return giveUp(unreachable('no secure connection could be made'));
  return error;
}

/** Whether it was the proxy that could not be reached: the error names another host than the page's. */
function viaProxy(error: unknown, context: FaultContext): boolean {
  if (!context.proxied || !(error instanceof Error)) return false;
  const { hostname, port, protocol } = new URL(context.url);
  if ('hostname' in error && typeof error.hostname === 'string') return error.hostname !== hostname;
  if ('port' in error && typeof error.port === 'number') {
    return String(error.port) !== (port || (protocol === 'https:' ? '443' : '80'));
  }
  return false;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
