import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { RecordedWorkers } from '@celery-keda/backstage-plugin-celery-common';
import { HistoryStore } from './HistoryStore';

/** A sample is taken every 15 s: who asks in between gets the same. */
const FRESH_MILLIS = 5_000;

type Records = ReadonlyMap<string, readonly RecordedWorkers[]>;

/**
 * The workers that were recorded last, read once for everybody: how many look
 * does not matter to the database.
 *
 * @internal
 */
export class WorkerRecords {
  readonly #store: HistoryStore;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #fails = false;
  #read: { records: Promise<Records>; at: number } | undefined;

  constructor(options: {
    store: HistoryStore;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#store = options.store;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /**
   * The workers of every queue that has any recorded, by entity ref. Nothing of
   * it may reach a caller unchecked. Never rejects: without the database
   * nothing is known.
   */
  latest(): Promise<Records> {
    const now = this.#now();
    if (!this.#read || now - this.#read.at >= FRESH_MILLIS) {
      this.#read = { records: this.#readAt(now), at: now };
    }
    return this.#read.records;
  }

  async #readAt(now: number): Promise<Records> {
    try {
      const records = await this.#store.latest(now / 1000);
      this.#fails = false;
      return records;
    } catch (error) {
      if (!this.#fails) {
        this.#fails = true;
        // The message may hold an address.
        const reason = isError(error) ? error.name : 'unknown';
        this.#logger.warn(`Recorded workers cannot be read (${reason})`);
      }
      return new Map();
    }
  }
}
