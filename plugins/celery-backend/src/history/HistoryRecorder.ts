import { LoggerService } from '@backstage/backend-plugin-api';
import {
  QueueStatus,
  Replicas,
} from '@celery-keda/backstage-plugin-celery-common';
import { CelerySnapshot, CelerySnapshots } from '../snapshots/CelerySnapshots';
import { LocatedService } from '../status/LocatedService';
import { HistorySample, HistoryStore } from './HistoryStore';
import { QueueReplicas, ReplicaReader } from './ReplicaReader';

/**
 * How often queues are sampled, in seconds.
 *
 * @internal
 */
export const SAMPLE_SECONDS = 15;

/** Services, and workers that have nothing to do, change slowly. */
const LOOK_AROUND_MILLIS = 60_000;
/** Services whose workers are looked at with every sample: clusters are slow. */
const MAX_WATCHED = 100;

/**
 * Writes what is known about every service's queues into the history.
 *
 * @internal
 */
export class HistoryRecorder {
  readonly #listServices: () => Promise<LocatedService[]>;
  readonly #snapshots: CelerySnapshots;
  readonly #replicaReader: ReplicaReader;
  readonly #store: HistoryStore;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #services: LocatedService[] = [];
  #replicas = new Map<string, QueueReplicas>();
  #lookedAroundAt = -Infinity;

  constructor(options: {
    listServices: () => Promise<LocatedService[]>;
    snapshots: CelerySnapshots;
    replicas: ReplicaReader;
    store: HistoryStore;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#listServices = options.listServices;
    this.#snapshots = options.snapshots;
    this.#replicaReader = options.replicas;
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
      // Without the catalog, services are as they last were.
      this.#services = await this.#listServices().catch(() => this.#services);
    }
    const snapshots = await Promise.all(
      this.#services.map(service =>
        this.#snapshots.read(service, { background: true }),
      ),
    );
    await this.#countWorkers(lookAround, snapshots);
    const samples = this.#services.flatMap((service, index) =>
      this.#samplesOf(service, snapshots[index]),
    );
    await this.#store.add(samples);
    if (lookAround) {
      await this.#store.rollUp(Math.floor(now / 1000));
    }
    this.#logger.debug(`Recorded ${samples.length} queues`);
  }

  /**
   * Workers of a service that has work, or just had some, come and go within
   * seconds.
   */
  async #countWorkers(
    all: boolean,
    snapshots: readonly CelerySnapshot[],
  ): Promise<void> {
    const inFlight = new Set(
      this.#services.flatMap(({ entityRef }, index) =>
        snapshots[index].queues
          .filter(queue => queue.inFlight)
          .map(({ name }) => `${entityRef}\n${name}`),
      ),
    );
    const count = (services: readonly LocatedService[]) =>
      this.#replicaReader.read(services, (entityRef, queue) =>
        inFlight.has(`${entityRef}\n${queue}`),
      );
    if (all) {
      this.#replicas = await count(this.#services);
      return;
    }
    const watched = this.#services
      .filter(
        ({ entityRef }, index) =>
          this.#replicas.has(entityRef) &&
          (snapshots[index].queues.some(hasWork) ||
            [...this.#replicas.get(entityRef)!.values()].some(hasWorkers)),
      )
      .slice(0, MAX_WATCHED);
    const counted = await count(watched);
    for (const { entityRef } of watched) {
      this.#replicas.delete(entityRef);
    }
    counted.forEach((replicas, entityRef) =>
      this.#replicas.set(entityRef, replicas),
    );
  }

  #samplesOf(
    { entityRef }: LocatedService,
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

function hasWork({ length, inFlight }: QueueStatus): boolean {
  return Boolean(length || inFlight);
}

function hasWorkers({ current, desired }: Replicas): boolean {
  return Boolean(current || desired);
}
