import { useApi } from '@backstage/frontend-plugin-api';
import { ServiceStatus } from '@celery-keda/backstage-plugin-celery-common';
import { useCallback } from 'react';
import { celeryApiRef } from '../api';
import { Polling, usePoller } from '../polling';

/** Until the backend has said how often it may usefully be asked. */
export const DEFAULT_REFRESH_SECONDS = 5;

/**
 * The numbers of one entity's queues, polled while the page is visible, as
 * often as the backend says.
 */
export function useServiceStatus(entityRef: string): Polling<ServiceStatus> {
  const celery = useApi(celeryApiRef);
  const load = useCallback(
    (signal: AbortSignal) => celery.getStatus(entityRef, { signal }),
    [celery, entityRef],
  );
  return usePoller(
    load,
    status => (status?.refreshSeconds ?? DEFAULT_REFRESH_SECONDS) * 1000,
  );
}
