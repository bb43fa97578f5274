import { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { Manifests } from '@celery-keda/backstage-plugin-celery-common';
import { ManifestFiles } from './ManifestFiles';
import { ManifestProblem, manifestProblem } from './ManifestProblem';
import { readManifests, SourceLocation, urlResolver } from './readManifests';

/** For how long a repository is not looked at again. */
const FRESH_MILLIS = 60_000;
/** How long a repository is waited for. */
const GIVE_UP_MILLIS = 10_000;
/** Repositories that are remembered. */
const MAX_REMEMBERED = 200;

/**
 * A repository's manifests as last read, and why they cannot be read now.
 *
 * @internal
 */
export interface ManifestReading {
  manifests?: Manifests;
  /** When they were read, in milliseconds since 1970. */
  readAt?: number;
  problem?: ManifestProblem;
}

interface Remembered {
  askedAt: number;
  reading: Promise<ManifestReading>;
  files?: ManifestFiles;
}

/**
 * Reads repositories' manifests through the portal's URL readers, so that its
 * configuration decides what may be read. However many ask, each repository
 * is looked at once a minute, and asked only for what has changed.
 *
 * @internal
 */
export class RepositoryManifests {
  readonly #config: Config;
  readonly #reader: UrlReaderService;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #giveUpMillis: number;
  readonly #remembered = new Map<string, Remembered>();

  constructor(options: {
    config: Config;
    reader: UrlReaderService;
    logger: LoggerService;
    now?: () => number;
    giveUpMillis?: number;
  }) {
    this.#config = options.config;
    this.#reader = options.reader;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
    this.#giveUpMillis = options.giveUpMillis ?? GIVE_UP_MILLIS;
  }

  /** Never rejects: what went wrong is the answer. */
  async read(source: SourceLocation | undefined): Promise<ManifestReading> {
    if (!source) {
      return { problem: new ManifestProblem('no-source') };
    }
    const key = `${source.type}:${source.target}`;
    const before = this.#remembered.get(key);
    const now = this.#now();
    if (before && now - before.askedAt < FRESH_MILLIS) {
      return before.reading;
    }
    const next: Remembered = {
      askedAt: now,
      files: before?.files,
      reading: Promise.resolve({}),
    };
    next.reading = this.#look(source, next, before);
    this.#remember(key, next);
    return next.reading;
  }

  async #look(
    source: SourceLocation,
    next: Remembered,
    before: Remembered | undefined,
  ): Promise<ManifestReading> {
    const controller = new AbortController();
    const files = new ManifestFiles({
      reader: this.#reader,
      signal: controller.signal,
      before: before?.files,
    });
    try {
      const manifests = await withinTime(
        readManifests(files, urlResolver(this.#config, source)),
        this.#giveUpMillis,
      );
      next.files = files;
      return { manifests, readAt: this.#now() };
    } catch (error) {
      controller.abort();
      const problem = manifestProblem(error);
      this.#logger.debug(`Manifests not read: ${problem.code}`);
      return { ...(await before?.reading), problem };
    }
  }

  #remember(key: string, entry: Remembered): void {
    // The one that was asked for longest ago comes first.
    this.#remembered.delete(key);
    this.#remembered.set(key, entry);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED) {
      this.#remembered.delete(oldest);
    }
  }
}

/** Not every URL reader minds a signal. */
async function withinTime<T>(
  work: Promise<T>,
  milliseconds: number,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const giveUp = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ManifestProblem('unreachable')),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, giveUp]);
  } finally {
    clearTimeout(timer);
  }
}
