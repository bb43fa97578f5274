/**
 * Queue numbers of Celery services for Backstage, read from Redis or Valkey.
 *
 * @packageDocumentation
 */
export { celeryPlugin as default } from './plugin';
export { celerySnapshotsServiceRef } from './snapshots/celerySnapshotsServiceRef';
export type {
  CeleryQueues,
  CelerySnapshot,
  CelerySnapshots,
} from './snapshots/CelerySnapshots';
