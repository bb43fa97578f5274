import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  celeryHistoryReadPermission,
  celeryQueueReadPermission,
  CeleryService,
  RecordedWorkers,
  ServiceStatus,
  StatusQueryError,
  StatusQueryResponse,
  StatusQueryStatus,
} from '@celery-keda/backstage-plugin-celery-common';
import { WorkerRecords } from '../history/WorkerRecords';
import { CelerySnapshots } from '../snapshots/CelerySnapshots';
import { CeleryEntities, FoundService } from './CeleryEntities';

type WorkersByRef = ReadonlyMap<string, readonly RecordedWorkers[]>;

/**
 * Answers for the status of entities, as far as the caller may see them.
 *
 * @internal
 */
export class StatusReader {
  readonly #entities: CeleryEntities;
  readonly #snapshots: CelerySnapshots;
  readonly #records: WorkerRecords;

  constructor(options: {
    entities: CeleryEntities;
    snapshots: CelerySnapshots;
    records: WorkerRecords;
  }) {
    this.#entities = options.entities;
    this.#snapshots = options.snapshots;
    this.#records = options.records;
  }

  /**
   * The status of one entity.
   *
   * @throws NotFoundError, NotAllowedError or InputError, whose messages say
   * what to do.
   */
  async one(
    ref: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<ServiceStatus> {
    const service = await this.#entities.one(ref, {
      permission: celeryQueueReadPermission,
      credentials,
    });
    return this.of(service);
  }

  /**
   * One item per ref, in their order. For whom may see the history, with the
   * workers that were recorded last.
   */
  async many(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<StatusQueryResponse> {
    const asked = entityRefs.map(normalRef);
    const services = await this.#entities.find(
      [...new Set(asked.flatMap(ref => ref ?? []))],
      { permission: celeryQueueReadPermission, credentials },
    );
    const workers = this.#workersOf(services, credentials);
    const items = await Promise.all(
      asked.map(async (ref, index) => {
        if (!ref) {
          return invalidRef(entityRefs[index]);
        }
        const found = services.get(ref)!;
        return 'error' in found
          ? { entityRef: ref, error: found.error }
          : withWorkers(await this.of(found.service), await workers);
      }),
    );
    return { items };
  }

  /** What the caller may see of the recorded workers. Never rejects. */
  async #workersOf(
    services: ReadonlyMap<string, FoundService>,
    credentials: BackstageCredentials,
  ): Promise<WorkersByRef> {
    const records = await this.#records.latest();
    const refs = [...services].flatMap(([ref, found]) =>
      'service' in found && records.has(ref) ? ref : [],
    );
    const permitted = await this.#entities.alsoPermitted(refs, {
      before: celeryQueueReadPermission,
      permission: celeryHistoryReadPermission,
      credentials,
    });
    return new Map([...permitted].map(ref => [ref, records.get(ref) ?? []]));
  }

  /** The status of a service that the caller was found to be permitted. */
  async of(service: CeleryService): Promise<ServiceStatus> {
    const snapshot = await this.#snapshots.read(service);
    return { entityRef: service.entityRef, ...snapshot };
  }
}

/** Queues that the service has no more keep their records for a while. */
function withWorkers(
  status: ServiceStatus,
  workersByRef: WorkersByRef,
): StatusQueryStatus {
  const workers = workersByRef.get(status.entityRef);
  return workers
    ? {
        ...status,
        workers: workers.filter(({ name }) =>
          status.queues.some(queue => queue.name === name),
        ),
      }
    : status;
}

function normalRef(ref: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    return undefined;
  }
}

function invalidRef(entityRef: string): StatusQueryError {
  return {
    entityRef,
    error: {
      code: 'invalid-ref',
      message:
        'This is not an entity reference: write kind:namespace/name, such as component:default/orders.',
    },
  };
}
