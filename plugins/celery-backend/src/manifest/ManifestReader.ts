import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CompoundEntityRef } from '@backstage/catalog-model';
import {
  celeryQueueReadPermission,
  manifestPlansOf,
  ServiceManifest,
} from '@celery-keda/backstage-plugin-celery-common';
import { CeleryEntities } from '../status/CeleryEntities';
import { RepositoryManifests } from './RepositoryManifests';

/**
 * Answers for the scaling plans that entities' repositories hold, as far as
 * the caller may see the queues.
 *
 * @internal
 */
export class ManifestReader {
  readonly #entities: CeleryEntities;
  readonly #repositories: RepositoryManifests;

  constructor(options: {
    entities: CeleryEntities;
    repositories: RepositoryManifests;
  }) {
    this.#entities = options.entities;
    this.#repositories = options.repositories;
  }

  /**
   * The plans of one entity's queues.
   *
   * @throws NotFoundError, NotAllowedError or InputError, whose messages say
   * what to do.
   */
  async one(
    ref: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<ServiceManifest> {
    const service = await this.#entities.one(ref, {
      permission: celeryQueueReadPermission,
      credentials,
    });
    const { manifests, readAt, problem } = await this.#repositories.read(
      service.source,
    );
    return {
      entityRef: service.entityRef,
      readAt: readAt === undefined ? null : new Date(readAt).toISOString(),
      ...(problem && {
        error: { code: problem.code, message: problem.message },
      }),
      queues: manifests
        ? manifestPlansOf(service, manifests)
        : service.queues.map(name => ({ name, variants: [] })),
    };
  }
}
