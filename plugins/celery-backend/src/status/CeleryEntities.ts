import {
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ANNOTATION_BROKER,
  CeleryService,
  StatusQueryError,
  celeryQueueReadPermission,
  parseCeleryAnnotations,
} from '@celery-keda/backstage-plugin-celery-common';

/**
 * An entity's Celery side, or why the caller does not get it.
 *
 * @internal
 */
export type FoundService =
  | { service: CeleryService }
  | { error: StatusQueryError['error'] };

/**
 * Finds the Celery side of entities with the caller's own rights. What the
 * caller sends is only ever a name: brokers, prefixes and queues come from the
 * catalog.
 *
 * @internal
 */
export class CeleryEntities {
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #logger: LoggerService;

  constructor(options: {
    catalog: CatalogService;
    permissions: PermissionsService;
    logger: LoggerService;
  }) {
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#logger = options.logger;
  }

  /**
   * Looks entities up, with one catalog request and at most one authorization
   * request however many they are.
   *
   * @param entityRefs - in full and without duplicates
   * @throws ServiceUnavailableError when the catalog or the permission backend
   * does not answer.
   */
  async find(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, FoundService>> {
    const entities = await this.#load(entityRefs, credentials);
    const permitted = await this.#permitted([...entities.keys()], credentials);
    return new Map(
      entityRefs.map(ref => {
        const entity = entities.get(ref);
        if (!entity) {
          return [ref, notFound(ref)];
        }
        return [ref, permitted.has(ref) ? serviceOf(entity, ref) : denied(ref)];
      }),
    );
  }

  async #load(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    if (entityRefs.length === 0) {
      return new Map();
    }
    const { items } = await this.#ask('catalog', () =>
      this.#catalog.getEntitiesByRefs(
        {
          entityRefs: [...entityRefs],
          fields: [
            'kind',
            'metadata.namespace',
            'metadata.name',
            'metadata.annotations',
          ],
        },
        { credentials },
      ),
    );
    return new Map(
      entityRefs.flatMap((ref, index) => {
        const entity = items[index];
        return entity ? [[ref, entity]] : [];
      }),
    );
  }

  async #permitted(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    if (entityRefs.length === 0) {
      return new Set();
    }
    const decisions = await this.#ask('permission backend', () =>
      this.#permissions.authorize(
        entityRefs.map(resourceRef => ({
          permission: celeryQueueReadPermission,
          resourceRef,
        })),
        { credentials },
      ),
    );
    return new Set(
      entityRefs.filter(
        (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
      ),
    );
  }

  async #ask<T>(who: string, question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      this.#logger.warn(`The ${who} did not answer: ${stringifyError(error)}`);
      throw new ServiceUnavailableError(
        `The ${who} does not answer. Try again in a moment.`,
      );
    }
  }
}

function serviceOf(entity: Entity, ref: string): FoundService {
  const annotations = parseCeleryAnnotations(entity);
  switch (annotations.kind) {
    case 'service':
      return { service: annotations.service };
    case 'problems':
      return {
        error: {
          code: 'annotations',
          message: annotations.problems.map(({ message }) => message).join(' '),
        },
      };
    default:
      return {
        error: {
          code: 'no-annotations',
          message: `${ref} is no Celery service: its annotation ${ANNOTATION_BROKER} is missing.`,
        },
      };
  }
}

// One that does not exist and one that may not be seen answer alike.
function notFound(ref: string): FoundService {
  return {
    error: { code: 'not-found', message: `There is no entity ${ref}.` },
  };
}

function denied(ref: string): FoundService {
  return {
    error: {
      code: 'not-permitted',
      message: `You may not see the queues of ${ref}. Its owners can, or an administrator can permit ${celeryQueueReadPermission.name}.`,
    },
  };
}
