import { useEntityPermission } from '@backstage/plugin-catalog-react/alpha';
import { celeryHistoryReadPermission } from '@celery-keda/backstage-plugin-celery-common';
import { useEffect, useMemo } from 'react';
import { useServiceHistory } from '../../history';
import { Recent } from '../QueueFigures';

/** How far back the card looks. */
export const RECENT_SECONDS = 15 * 60;
const STEPS = 60;

/** What is kept of a queue's last minutes; absent until it is known. */
export type RecentOf = (queue: string) => Recent | undefined;

/**
 * The last minutes of a service's queues. Absent when the viewer may not see
 * them, or when they cannot be read: a card does without.
 */
export function useRecent(
  entityRef: string,
  paused: boolean,
): RecentOf | undefined {
  const { allowed, loading } = useEntityPermission(celeryHistoryReadPermission);
  const { value, error, setPaused } = useServiceHistory(
    allowed ? entityRef : undefined,
    RECENT_SECONDS,
    STEPS,
  );
  useEffect(() => setPaused(paused), [setPaused, paused]);
  return useMemo(() => {
    if ((!allowed && !loading) || (error && !value)) {
      return undefined;
    }
    return queue => {
      const points = value?.queues.find(({ name }) => name === queue)?.points;
      return (
        value &&
        points && {
          from: Date.parse(value.from),
          to: Date.parse(value.to),
          stepSeconds: value.stepSeconds,
          points,
        }
      );
    };
  }, [allowed, loading, error, value]);
}
