import { ServiceHistory } from '@celery-keda/backstage-plugin-celery-common';

/** Workers as they were last recorded. */
export interface RecordedWorkers {
  ready: number;
  wanted: number | null;
  /** When, in milliseconds since the epoch. */
  at: number;
}

/** What was recorded longer ago says nothing about now. */
const RECENT_MILLISECONDS = 3 * 60_000;

/** The workers of a queue by its newest record, if that is recent. */
export function recordedWorkersOf(
  history: ServiceHistory,
  queue: string,
): RecordedWorkers | undefined {
  const points =
    history.queues.find(({ name }) => name === queue)?.points ?? [];
  const last = points.findLast(({ replicas }) => replicas !== null);
  if (!last?.replicas) {
    return undefined;
  }
  const at = Date.parse(last.at);
  return Date.parse(history.to) - at <= RECENT_MILLISECONDS
    ? {
        ready: Math.round(last.replicas.avg),
        wanted: last.desiredReplicas && Math.round(last.desiredReplicas.avg),
        at,
      }
    : undefined;
}
