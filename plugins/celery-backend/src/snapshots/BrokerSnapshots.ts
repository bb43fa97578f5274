import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BrokerError,
  BrokerStatus,
} from '@celery-keda/backstage-plugin-celery-common';
import { toBrokerFailure } from '../broker/BrokerFailure';
import {
  BrokerReading,
  QueueReading,
  QueueTarget,
} from '../broker/QueueReading';
import { Rates, ratesOf, Sample, withSample } from './rates';
import { SnapshotMetrics } from './SnapshotMetrics';

/** How long an unanswered question about a failing broker waits for news. */
const PATIENCE_WHILE_FAILING = 250;
/** Readings a queue takes part in after somebody last asked for it, in refreshes. */
const WATCHED_REFRESHES = 3;
/** How often arrivals are counted, in milliseconds. */
const ARRIVALS_EVERY = 14_000;
/** How long the last numbers of a queue are kept that nobody asks for. */
const FORGOTTEN_AFTER = 3_600_000;

/**
 * A queue's last known numbers.
 *
 * @internal
 */
export interface KnownQueue {
  reading: QueueReading;
  rates: Rates;
  /** When they were read, in milliseconds since 1970. */
  readAt: number;
}

/**
 * What is known about some queues of one broker.
 *
 * @internal
 */
export interface BrokerView {
  broker: BrokerStatus;
  /** In the order asked for; `undefined` when a queue was never read. */
  queues: Array<KnownQueue | undefined>;
}

interface Entry {
  target: QueueTarget;
  /** When somebody last looked. */
  watchedAt: number;
  /** When it was last asked for, by somebody or something. */
  askedAt: number;
  known?: KnownQueue;
  samples: Sample[];
  /** When arrivals were last counted, and the newest message then. */
  counted?: { at: number; newest: number };
}

interface Flight {
  ids: Set<string>;
  done: Promise<void>;
}

/**
 * Shares the readings of one broker among everybody who asks.
 *
 * One reading is under way at a time. It takes along every queue that somebody
 * looked at lately, so that the load on the broker depends neither on how many
 * look nor on when they do. A failed reading counts as long as a good one: then
 * the next who asks tries again.
 *
 * @internal
 */
export class BrokerSnapshots {
  readonly #name: string;
  readonly #readBroker: (targets: QueueTarget[]) => Promise<BrokerReading>;
  readonly #refreshMillis: number;
  readonly #logger: LoggerService;
  readonly #metrics: SnapshotMetrics;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  /** The reading under way. */
  #flying: Flight | undefined;
  /** The reading that still takes queues along. */
  #waiting: Flight | undefined;
  #failure: { error: BrokerError; at: number } | undefined;
  #limitation: BrokerError | undefined;

  constructor(options: {
    name: string;
    readBroker: (targets: QueueTarget[]) => Promise<BrokerReading>;
    refreshSeconds: number;
    logger: LoggerService;
    metrics: SnapshotMetrics;
    now?: () => number;
  }) {
    this.#name = options.name;
    this.#readBroker = options.readBroker;
    // A page that asks again after just one refresh is to find news.
    this.#refreshMillis = options.refreshSeconds * 950;
    this.#logger = options.logger;
    this.#metrics = options.metrics;
    this.#now = options.now ?? Date.now;
  }

  /** What is known about the queues, read anew when it is time. */
  async view(
    targets: readonly QueueTarget[],
    options: { background?: boolean } = {},
  ): Promise<BrokerView> {
    const ids = targets.map(target => this.#ask(target, options));
    const stale = this.#needsReading(ids);
    this.#metrics.asked(this.#name, !stale);
    if (stale) {
      const reading = this.#refresh(ids);
      await (this.#failure
        ? Promise.race([reading, delay(PATIENCE_WHILE_FAILING)])
        : reading);
    }
    const queues = ids.map(id => this.#entries.get(id)?.known);
    return { broker: this.#status(queues), queues };
  }

  #ask(target: QueueTarget, { background }: { background?: boolean }): string {
    const id = JSON.stringify([
      target.keyPrefix,
      target.queue,
      target.prioritySteps,
    ]);
    const now = this.#now();
    const entry = this.#entries.get(id) ?? {
      target,
      watchedAt: -Infinity,
      askedAt: now,
      samples: [],
    };
    entry.askedAt = now;
    if (!background) {
      entry.watchedAt = now;
    }
    this.#entries.set(id, entry);
    return id;
  }

  #needsReading(ids: string[]): boolean {
    if (this.#failure) {
      return !this.#failedLately();
    }
    return ids.some(id => !this.#isFresh(id, this.#refreshMillis));
  }

  #failedLately(): boolean {
    const { at } = this.#failure ?? {};
    return at !== undefined && this.#within(at, this.#refreshMillis);
  }

  #isFresh(id: string, millis: number): boolean {
    const readAt = this.#entries.get(id)?.known?.readAt;
    return readAt !== undefined && this.#within(readAt, millis);
  }

  #within(moment: number, millis: number): boolean {
    return this.#now() - moment < millis;
  }

  /** Resolves when a reading that includes the queues is done, however. */
  #refresh(ids: string[]): Promise<void> {
    const flying = this.#flying;
    if (flying && ids.every(id => flying.ids.has(id))) {
      return flying.done;
    }
    const waiting = this.#waiting ?? this.#schedule();
    ids.forEach(id => waiting.ids.add(id));
    return waiting.done;
  }

  #schedule(): Flight {
    const departure = this.#flying?.done ?? nextTurn();
    const flight: Flight = {
      ids: new Set(),
      done: departure.then(() => this.#fly(flight)),
    };
    this.#waiting = flight;
    return flight;
  }

  async #fly(flight: Flight): Promise<void> {
    this.#waiting = undefined;
    if (this.#failedLately()) {
      return;
    }
    this.#flying = flight;
    const entries = this.#passengers(flight);
    const start = performance.now();
    const seconds = () => (performance.now() - start) / 1000;
    try {
      const targets = entries.map(entry => ({
        ...entry.target,
        arrivalsSince: this.#arrivalsSince(entry),
      }));
      const reading = await this.#readBroker(targets);
      this.#metrics.succeeded(this.#name, {
        seconds: seconds(),
        commands: reading.commands,
      });
      this.#land(entries, targets, reading);
    } catch (error) {
      const failure = toBrokerFailure(error, this.#name);
      this.#metrics.failed(this.#name, {
        seconds: seconds(),
        code: failure.code,
      });
      this.#fail(failure.toBrokerError());
    } finally {
      this.#flying = undefined;
    }
  }

  /** Counting costs about as much as reading lengths: not every reading does. */
  #arrivalsSince({ counted }: Entry): number | undefined {
    return counted && this.#within(counted.at, ARRIVALS_EVERY)
      ? undefined
      : counted?.newest ?? 0;
  }

  /** Who asked for this reading, and who will be asking soon. */
  #passengers(flight: Flight): Entry[] {
    const entries: Entry[] = [];
    for (const [id, entry] of this.#entries) {
      if (!this.#within(entry.askedAt, FORGOTTEN_AFTER)) {
        this.#entries.delete(id);
      } else if (
        flight.ids.has(id) ||
        (this.#within(
          entry.watchedAt,
          WATCHED_REFRESHES * this.#refreshMillis,
        ) &&
          !this.#isFresh(id, this.#refreshMillis / 2))
      ) {
        flight.ids.add(id);
        entries.push(entry);
      }
    }
    return entries;
  }

  #land(
    entries: Entry[],
    targets: QueueTarget[],
    { queues, limitation }: BrokerReading,
  ): void {
    const readAt = this.#now();
    entries.forEach((entry, index) => {
      const reading = queues[index];
      const { length, newest } = reading;
      const counted = targets[index].arrivalsSince !== undefined;
      const arrived = counted ? reading.arrived : undefined;
      if (counted) {
        entry.counted = { at: readAt, newest: newest ?? 0 };
      }
      entry.samples =
        length === null
          ? []
          : withSample(entry.samples, {
              at: readAt,
              length,
              arrived,
              newestInFlight: momentOf(reading.newestInFlightAge, readAt),
            });
      entry.known = { reading, rates: ratesOf(entry.samples), readAt };
    });
    if (this.#failure) {
      this.#logger.info(`Broker ${this.#name} answers again`);
    }
    if (limitation && !this.#limitation) {
      this.#logger.warn(limitation.message);
    }
    this.#failure = undefined;
    this.#limitation = limitation;
  }

  #fail(error: BrokerError): void {
    if (this.#failure?.error.code !== error.code) {
      this.#logger.warn(`${error.message} (${error.code})`);
    }
    this.#failure = { error, at: this.#now() };
  }

  #status(queues: Array<KnownQueue | undefined>): BrokerStatus {
    const name = this.#name;
    if (!this.#failure) {
      return { name, state: 'ok', error: this.#limitation };
    }
    const { error } = this.#failure;
    const state = queues.some(Boolean) ? 'stale' : 'unreachable';
    return { name, state, error };
  }
}

function momentOf(age: number | null, now: number): number | undefined {
  return age === null ? undefined : now - age * 1000;
}

function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

function delay(millis: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, millis).unref();
  });
}
