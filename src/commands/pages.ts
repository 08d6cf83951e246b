/** Where a command's pages come from: files of the user's, and archives through the crawler. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../config/settings.js';
import type { Crawler } from '../crawl/crawler.js';
import type { Receipt } from '../crawl/receipt.js';
import type { GetPage } from '../model.js';
import { createLocalPages } from '../store/local-pages.js';
import { openPageStore, readPageStore } from '../store/pages.js';
import type { CommonOptions, Io } from './io.js';
import { createProgress, type Progress } from './progress.js';

/** Where all that can be made again lies. */
export function cacheFolder({ cwd }: Pick<Io, 'cwd'>): string {
  return resolve(cwd, '.listpress');
}

export interface Pages {
  readonly get: GetPage;
  /** All is read: takes the live line away, before anything is printed where it stands. */
  done(): void;
  /** What the network was asked; null when it was not. */
  receipt(): Receipt | null;
  close(): Promise<void>;
}

/** Opens both. The crawler, and with it the HTTP library, is loaded when the first address is asked for. */
export function openPages(
  named: readonly string[],
  options: CommonOptions,
  config: Config,
  io: Io,
  progress: Progress = createProgress(options, io),
): Pages {
  const files = new Set(named.map((path) => pathToFileURL(resolve(io.cwd, path)).href));
  const local = createLocalPages(io.cwd, files);
  let crawler: Promise<Crawler> | undefined;
  let opened: Crawler | undefined;

  const open = async (): Promise<Crawler> => {
    const { createCrawler } = await import('../crawl/crawler.js');
    const folder = cacheFolder(io);
    const delayMs = options.delay ?? config.delay;
    const concurrency = options.concurrency ?? config.concurrency;
    opened = createCrawler({
      version: io.version,
      pages: options.dryRun ? readPageStore(folder) : openPageStore(folder),
      now: io.now,
      sleep: io.sleep,
      random: io.random,
      env: io.env,
      signal: io.signal,
      useCache: options.cache ?? true,
      onProgress: progress.show,
      ...(config.contact === undefined ? {} : { contact: config.contact }),
      ...(delayMs === undefined ? {} : { delayMs }),
      ...(concurrency === undefined ? {} : { concurrency }),
    });
    return opened;
  };

  return {
    async get(request) {
      if (request.url.startsWith('file:')) return local(request);
      crawler ??= open();
      return (await crawler).get(request);
    },
    done: () => progress.end(),
    receipt: () => opened?.receipt() ?? null,
    async close() {
      progress.end();
      await opened?.close();
    },
  };
}
