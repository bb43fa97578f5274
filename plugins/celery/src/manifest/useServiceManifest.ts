import { useApi } from '@backstage/frontend-plugin-api';
import { ServiceManifest } from '@celery-keda/backstage-plugin-celery-common';
import { useMemo } from 'react';
import { celeryApiRef } from '../api';
import { Polling, usePoller } from '../polling';

/** The backend looks at a repository no more often. */
const INTERVAL_MILLISECONDS = 60_000;

/** The scaling plans that an entity's repository holds, once a minute. */
export function useServiceManifest(
  entityRef: string,
): Polling<ServiceManifest> {
  const celery = useApi(celeryApiRef);
  const load = useMemo(
    () => (signal: AbortSignal) => celery.getManifest(entityRef, { signal }),
    [celery, entityRef],
  );
  return usePoller(load, () => INTERVAL_MILLISECONDS);
}
