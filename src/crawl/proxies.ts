/** The proxy that the environment names, as curl and most tools read it. */
import { UsageError } from '../errors.js';

/** Addresses of proxies, '' for none; `noProxy` is the list of hosts that are asked directly. */
export interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads http_proxy, https_proxy and no_proxy, lower case first. Without https_proxy, http_proxy serves both. */
export function readProxies(env: Env): Proxies {
  const httpProxy = address(env, 'http_proxy');
  return { httpProxy, httpsProxy: address(env, 'https_proxy') || httpProxy, noProxy: either(env, 'no_proxy') };
}

function either(env: Env, name: string): string {
  return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}

function address(env: Env, name: string): string {
  const value = either(env, name);
  if (value === '') return '';
  // `proxy.example.org:3128` is how many shells have it.
  const text = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(text) && /^(https?|socks5?):$/.test(new URL(text).protocol)) return text;
  throw new UsageError(
    `${name.toUpperCase()} is not the address of a proxy; write it as http://host:port or unset it.`,
  );
}
