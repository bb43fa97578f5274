import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_BROKER,
  outlineOf,
  parseCeleryAnnotations,
  QueueStatus,
  RecordedWorkers,
} from '@celery-keda/backstage-plugin-celery-common';
import { StatusItem } from './loadOverview';
import { OverviewState } from './states';

/** One queue of one service. */
export interface OverviewRow {
  /** The same as long as there is the queue. */
  id: string;
  entityRef: string;
  /** What people call the service. */
  service: string;
  /** Absent where the service's queues are not known. */
  queueName?: string;
  /** Entity refs. */
  owners: readonly string[];
  /** Absent when the annotations name none. */
  broker?: string;
  state: OverviewState;
  /** Why there are no numbers, where the backend says so. */
  reason?: string;
  /** Absent while there are none. */
  queue?: QueueStatus;
  /** When the numbers were read, ISO 8601. */
  observedAt?: string | null;
  /** As they were last recorded; absent when unknown. */
  workers?: RecordedWorkers;
}

const ERROR_STATES: Record<string, OverviewState> = {
  'not-permitted': 'not-permitted',
  'no-annotations': 'annotations',
  annotations: 'annotations',
};

/** The rows of services, in the catalog's order. */
export function overviewRowsOf(
  entities: readonly Entity[],
  statuses: ReadonlyMap<string, StatusItem>,
): OverviewRow[] {
  return entities.flatMap(entity => {
    const entityRef = stringifyEntityRef(entity);
    return rowsOf(entity, entityRef, statuses.get(entityRef));
  });
}

function rowsOf(
  entity: Entity,
  entityRef: string,
  item: StatusItem | undefined,
): OverviewRow[] {
  const annotations = parseCeleryAnnotations(entity);
  const row = {
    id: entityRef,
    entityRef,
    service: entity.metadata.title ?? entity.metadata.name,
    owners: getEntityRelations(entity, RELATION_OWNED_BY).map(owner =>
      stringifyEntityRef(owner),
    ),
  };
  if (annotations.kind !== 'service') {
    return [{ ...row, broker: brokerOf(entity), state: 'annotations' }];
  }
  const { broker, queues } = annotations.service;
  if (item && !('error' in item)) {
    const { broker: read, observedAt } = item;
    return item.queues.map(queue => {
      const workers = item.workers?.find(({ name }) => name === queue.name);
      return {
        ...row,
        id: `${entityRef} ${queue.name}`,
        queueName: queue.name,
        broker: read.name,
        state: outlineOf({ queue, broker: read, observedAt, workers }),
        reason: read.error?.message ?? queue.error?.message,
        queue,
        observedAt,
        workers,
      };
    });
  }
  return queues.map(queueName => ({
    ...row,
    id: `${entityRef} ${queueName}`,
    queueName,
    broker,
    state: item ? ERROR_STATES[item.error.code] ?? 'unknown' : 'unknown',
    reason: item?.error.message,
  }));
}

/** A broker that is no name may be an address with a password. */
function brokerOf(entity: Entity): string | undefined {
  const broker: unknown = entity.metadata.annotations?.[ANNOTATION_BROKER];
  return typeof broker === 'string' && /^[\w.-]{1,63}$/.test(broker)
    ? broker
    : undefined;
}

/**
 * The same rows, those that have not changed being the very same objects, so
 * that a page draws anew only what is new.
 */
export function withUnchanged(
  rows: readonly OverviewRow[],
  before: readonly OverviewRow[],
): OverviewRow[] {
  const known = new Map(before.map(row => [row.id, row]));
  return rows.map(row => {
    const old = known.get(row.id);
    return old && shown(old) === shown(row) ? old : row;
  });
}

/** The moment of reading is new each time, and matters only where it is old. */
function shown(row: OverviewRow): string {
  return JSON.stringify(
    row.state === 'broker-stale' ? row : { ...row, observedAt: undefined },
  );
}
