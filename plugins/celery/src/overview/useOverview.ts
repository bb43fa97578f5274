import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import { celeryApiRef } from '../api';
import { Polling, usePoller } from '../polling';
import { DEFAULT_REFRESH_SECONDS } from '../status';
import { createOverviewLoader, Overview } from './loadOverview';

/** All services with their queues, polled while the page is visible. */
export function useOverview(): Polling<Overview> {
  const catalog = useApi(catalogApiRef);
  const celery = useApi(celeryApiRef);
  const load = useMemo(
    () => createOverviewLoader(catalog, celery),
    [catalog, celery],
  );
  return usePoller(
    load,
    overview => (overview?.refreshSeconds ?? DEFAULT_REFRESH_SECONDS) * 1000,
  );
}
