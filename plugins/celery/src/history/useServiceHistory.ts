import { useApi } from '@backstage/frontend-plugin-api';
import { ServiceHistory } from '@celery-keda/backstage-plugin-celery-common';
import { useMemo } from 'react';
import { celeryApiRef } from '../api';
import { Polling, usePoller } from '../polling';

/** The backend records no finer. */
const MIN_STEP_SECONDS = 15;

/**
 * The history of one entity's queues up to now, polled while the page is
 * visible, once a step.
 *
 * @param entityRef - whose; nothing is read without one
 * @param rangeSeconds - how far back
 * @param steps - in how many steps, about
 */
export function useServiceHistory(
  entityRef: string | undefined,
  rangeSeconds: number,
  steps: number,
): Polling<ServiceHistory> {
  const celery = useApi(celeryApiRef);
  const stepSeconds = Math.max(
    MIN_STEP_SECONDS,
    Math.ceil(rangeSeconds / steps),
  );
  const load = useMemo(
    () =>
      entityRef === undefined
        ? undefined
        : (signal: AbortSignal) =>
            celery.getHistory(
              entityRef,
              { from: Date.now() - rangeSeconds * 1000, stepSeconds },
              { signal },
            ),
    [celery, entityRef, rangeSeconds, stepSeconds],
  );
  return usePoller(
    load,
    history => (history?.stepSeconds ?? stepSeconds) * 1000,
  );
}
