import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CeleryService,
  QueueStatus,
} from '@celery-keda/backstage-plugin-celery-common';
import { CelerySnapshot, CelerySnapshots } from '../snapshots/CelerySnapshots';
import { HistorySample, HistoryStore } from './HistoryStore';
import { QueueReplicas, WorkerReader } from './WorkerReader';

/**
 * How often queues are sampled, in seconds.
 *
 * @internal
 */
export const SAMPLE_SECONDS = 15;

/** Services and workers change more slowly than queues. */
const LOOK_AROUND_MILLIS = 60_000;

/**
 * Writes what is known about every service's queues into the history.
 *
 * @internal
 */
export class HistoryRecorder {
  readonly #listServices: () => Promise<CeleryService[]>;
  readonly #snapshots: CelerySnapshots;
  readonly #workers: WorkerReader;
  readonly #store: HistoryStore;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #services: CeleryService[] = [];
  #replicas = new Map<string, QueueReplicas>();
  #lookedAroundAt = -Infinity;

  constructor(options: {
    listServices: () => Promise<CeleryService[]>;
    snapshots: CelerySnapshots;
    workers: WorkerReader;
    store: HistoryStore;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#listServices = options.listServices;
    this.#snapshots = options.snapshots;
    this.#workers = options.workers;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /** Takes one sample of everything. */
  async record(): Promise<void> {
    const now = this.#now();
    const lookAround = now - this.#lookedAroundAt >= LOOK_AROUND_MILLIS;
    if (lookAround) {
      this.#lookedAroundAt = now;
      this.#services = await this.#listServices();
      this.#replicas = await this.#workers.read(this.#services);
    }
    const snapshots = await Promise.all(
      this.#services.map(service =>
        this.#snapshots.read(service, { background: true }),
      ),
    );
    const samples = this.#services.flatMap((service, index) =>
      this.#samplesOf(service, snapshots[index]),
    );
    await this.#store.add(samples);
    if (lookAround) {
      await this.#store.rollUp(Math.floor(now / 1000));
    }
    this.#logger.debug(`Recorded ${samples.length} queues`);
  }

  #samplesOf(
    { entityRef }: CeleryService,
    { broker, observedAt, queues }: CelerySnapshot,
  ): HistorySample[] {
    // Old numbers are no sample of now: the history has a gap there.
    if (broker.state !== 'ok' || observedAt === null) {
      return [];
    }
    const at = Math.floor(Date.parse(observedAt) / 1000);
    const replicas = this.#replicas.get(entityRef);
    return queues.filter(isKnown).map(queue => ({
      entityRef,
      queue: queue.name,
      at,
      length: queue.length,
      inFlight: queue.inFlight,
      scheduled: queue.scheduled ?? null,
      oldestAgeSeconds: queue.oldestAgeSeconds,
      replicas: replicas?.get(queue.name)?.current ?? null,
      desiredReplicas: replicas?.get(queue.name)?.desired ?? null,
    }));
  }
}

function isKnown({ length, inFlight }: QueueStatus): boolean {
  return length !== null || inFlight !== null;
}
