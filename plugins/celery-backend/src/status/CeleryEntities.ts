import {
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  ANNOTATION_BROKER,
  StatusQueryError,
  parseCeleryAnnotations,
} from '@celery-keda/backstage-plugin-celery-common';
import { isDeepStrictEqual } from 'node:util';
import { toHttpError } from './httpErrors';
import { locate, LocatedService } from './LocatedService';

/**
 * An entity's Celery side, or why the caller does not get it.
 *
 * @internal
 */
export type FoundService =
  | { service: LocatedService }
  | { error: StatusQueryError['error'] };

type EntityPermission = ResourcePermission<'catalog-entity'>;

/**
 * Who asks, and what they have to be permitted.
 *
 * @internal
 */
export interface Access {
  permission: EntityPermission;
  credentials: BackstageCredentials;
}

/**
 * What is asked of the catalog about an entity whose ref is known: it reads
 * every field of every entity one by one.
 *
 * @internal
 */
export const FIELDS = ['metadata.annotations'];

const NAMED_FIELDS = ['kind', 'metadata.namespace', 'metadata.name', ...FIELDS];

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
  /** Who did not answer when last asked. */
  readonly #silent = new Set<string>();

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
    access: Access,
  ): Promise<Map<string, FoundService>> {
    const entities = await this.#load(entityRefs, access);
    const permitted = await this.#permitted([...entities.keys()], access);
    return new Map(
      entityRefs.map(ref => {
        const entity = entities.get(ref);
        if (!entity) {
          return [ref, notFound(ref)];
        }
        return [
          ref,
          permitted.has(ref)
            ? serviceOf(entity, ref)
            : denied(ref, access.permission),
        ];
      }),
    );
  }

  /**
   * Those entities for which another permission is granted too, of some for
   * which one was. One question mostly decides about all of them; only where a
   * policy judges the two by different rules each entity is asked for. Never
   * rejects: an answer that does not come grants nothing.
   *
   * @param access - `before` is the permission that was granted
   */
  async alsoPermitted(
    entityRefs: readonly string[],
    access: Access & { before: EntityPermission },
  ): Promise<Set<string>> {
    const { before, permission, credentials } = access;
    if (entityRefs.length === 0) {
      return new Set();
    }
    try {
      const [rule, ruleBefore] = await this.#ask('permission backend', () =>
        this.#permissions.authorizeConditional(
          [{ permission }, { permission: before }],
          { credentials },
        ),
      );
      if (rule.result !== AuthorizeResult.CONDITIONAL) {
        return new Set(rule.result === AuthorizeResult.ALLOW ? entityRefs : []);
      }
      return isSameRule(rule, ruleBefore)
        ? new Set(entityRefs)
        : await this.#permitted(entityRefs, access);
    } catch {
      return new Set();
    }
  }

  /**
   * The Celery side of one entity.
   *
   * @throws NotFoundError, NotAllowedError or InputError, whose messages say
   * what to do, and ServiceUnavailableError as `find` does.
   */
  async one(ref: CompoundEntityRef, access: Access): Promise<LocatedService> {
    const entityRef = stringifyEntityRef(ref);
    const found = (await this.find([entityRef], access)).get(entityRef)!;
    if ('error' in found) {
      throw toHttpError(found.error);
    }
    return found.service;
  }

  /**
   * Every service whose annotations name one of the brokers, read with the
   * plugin's own rights: nothing of it may reach a caller unchecked.
   *
   * @throws ServiceUnavailableError when the catalog does not answer.
   */
  async all(
    brokers: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<LocatedService[]> {
    if (brokers.length === 0) {
      return [];
    }
    const { items } = await this.#ask('catalog', () =>
      this.#catalog.getEntities(
        {
          filter: {
            [`metadata.annotations.${ANNOTATION_BROKER}`]: [...brokers],
          },
          fields: NAMED_FIELDS,
        },
        { credentials },
      ),
    );
    return items.flatMap(entity => {
      const annotations = parseCeleryAnnotations(entity);
      return annotations.kind === 'service'
        ? [locate(entity, annotations.service)]
        : [];
    });
  }

  async #load(
    entityRefs: readonly string[],
    { credentials }: Access,
  ): Promise<Map<string, Entity>> {
    if (entityRefs.length === 0) {
      return new Map();
    }
    const { items } = await this.#ask('catalog', () =>
      this.#catalog.getEntitiesByRefs(
        {
          entityRefs: [...entityRefs],
          fields: FIELDS,
        },
        { credentials },
      ),
    );
    return new Map(
      entityRefs.flatMap((ref, index) => {
        const annotations = items[index]?.metadata?.annotations;
        return items[index] ? [[ref, named(ref, annotations)]] : [];
      }),
    );
  }

  async #permitted(
    entityRefs: readonly string[],
    { permission, credentials }: Access,
  ): Promise<Set<string>> {
    if (entityRefs.length === 0) {
      return new Set();
    }
    const decisions = await this.#ask('permission backend', () =>
      this.#permissions.authorize(
        entityRefs.map(resourceRef => ({
          permission,
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
      const answer = await question();
      if (this.#silent.delete(who)) {
        this.#logger.info(`The ${who} answers again`);
      }
      return answer;
    } catch (error) {
      if (!this.#silent.has(who)) {
        this.#silent.add(who);
        // The message may hold an address.
        const reason = isError(error) ? error.name : 'unknown';
        this.#logger.warn(`The ${who} does not answer (${reason})`);
      }
      throw new ServiceUnavailableError(
        `The ${who} does not answer. Try again in a moment.`,
      );
    }
  }
}

/** Each answer has an id of its own. */
function isSameRule(one: PolicyDecision, other: PolicyDecision): boolean {
  return (
    one.result === AuthorizeResult.CONDITIONAL &&
    other.result === AuthorizeResult.CONDITIONAL &&
    one.pluginId === other.pluginId &&
    isDeepStrictEqual(one.conditions, other.conditions)
  );
}

function named(ref: string, annotations?: Record<string, string>): Entity {
  const { kind, ...metadata } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { ...metadata, annotations },
  };
}

function serviceOf(entity: Entity, ref: string): FoundService {
  const annotations = parseCeleryAnnotations(entity);
  switch (annotations.kind) {
    case 'service':
      return { service: locate(entity, annotations.service) };
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

function denied(ref: string, { name }: EntityPermission): FoundService {
  return {
    error: {
      code: 'not-permitted',
      message: `You may not see the queues of ${ref}. An administrator can permit ${name}.`,
    },
  };
}
