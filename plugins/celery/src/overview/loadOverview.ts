import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_BROKER,
  ANNOTATION_QUEUES,
  StatusQueryResponse,
} from '@celery-keda/backstage-plugin-celery-common';
import { CeleryApi } from '../api';

/** What the backend says of one entity. */
export type StatusItem = StatusQueryResponse['items'][number];

/** All services that the viewer may see, with their queues. */
export interface Overview {
  entities: readonly Entity[];
  /** Each entity's status or error, by entity ref; the last known ones. */
  statuses: ReadonlyMap<string, StatusItem>;
  /** Why the statuses are not of this moment. */
  error?: Error;
  /** How often a page may usefully ask again; absent when nobody said. */
  refreshSeconds?: number;
}

/** Services come and go more slowly than messages. */
const ENTITIES_MILLISECONDS = 60_000;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'relations',
];

const FILTER = [ANNOTATION_BROKER, ANNOTATION_QUEUES].map(annotation => ({
  [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
}));

/**
 * A function that reads the overview: one query to the catalog, a minute
 * apart, and one to the Celery backend, however many services there are.
 *
 * It rejects when the catalog does not answer. When the Celery backend does
 * not, there are still the services.
 */
export function createOverviewLoader(
  catalog: Pick<typeof catalogApiRef.T, 'getEntities'>,
  celery: Pick<CeleryApi, 'queryStatus'>,
): (signal: AbortSignal) => Promise<Overview> {
  let known: { entities: readonly Entity[]; at: number } | undefined;
  let statuses: ReadonlyMap<string, StatusItem> = new Map();
  return async signal => {
    if (!known || Date.now() - known.at >= ENTITIES_MILLISECONDS) {
      const { items } = await catalog.getEntities({
        filter: FILTER,
        fields: FIELDS,
      });
      known = { entities: items, at: Date.now() };
    }
    const { entities } = known;
    const refs = entities.map(entity => stringifyEntityRef(entity));
    try {
      const { items } =
        refs.length > 0
          ? await celery.queryStatus(refs, { signal })
          : { items: [] };
      statuses = new Map(items.map(item => [item.entityRef, item]));
      return { entities, statuses, refreshSeconds: paceOf(items) };
    } catch (error) {
      return {
        entities,
        statuses,
        error: error instanceof Error ? error : new Error(String(error)),
      };
    }
  };
}

function paceOf(items: readonly StatusItem[]): number | undefined {
  const paces = items.flatMap(item =>
    'error' in item ? [] : item.refreshSeconds,
  );
  return paces.length > 0 ? Math.min(...paces) : undefined;
}
