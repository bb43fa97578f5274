import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  celeryQueueReadPermission,
  CeleryService,
  ServiceStatus,
  StatusQueryError,
  StatusQueryResponse,
} from '@celery-keda/backstage-plugin-celery-common';
import { CelerySnapshots } from '../snapshots/CelerySnapshots';
import { CeleryEntities } from './CeleryEntities';

/**
 * Answers for the status of entities, as far as the caller may see them.
 *
 * @internal
 */
export class StatusReader {
  readonly #entities: CeleryEntities;
  readonly #snapshots: CelerySnapshots;

  constructor(entities: CeleryEntities, snapshots: CelerySnapshots) {
    this.#entities = entities;
    this.#snapshots = snapshots;
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

  /** One item per ref, in their order. */
  async many(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<StatusQueryResponse> {
    const asked = entityRefs.map(normalRef);
    const services = await this.#entities.find(
      [...new Set(asked.flatMap(ref => ref ?? []))],
      { permission: celeryQueueReadPermission, credentials },
    );
    const items = await Promise.all(
      asked.map(async (ref, index) => {
        if (!ref) {
          return invalidRef(entityRefs[index]);
        }
        const found = services.get(ref)!;
        return 'error' in found
          ? { entityRef: ref, error: found.error }
          : this.of(found.service);
      }),
    );
    return { items };
  }

  /** The status of a service that the caller was found to be permitted. */
  async of(service: CeleryService): Promise<ServiceStatus> {
    const snapshot = await this.#snapshots.read(service);
    return { entityRef: service.entityRef, ...snapshot };
  }
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
