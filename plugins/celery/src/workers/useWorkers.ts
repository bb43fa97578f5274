import { Entity } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import {
  kubernetesApiRef,
  kubernetesAuthProvidersApiRef,
} from '@backstage/plugin-kubernetes-react';
import { useMemo } from 'react';
import { Polling, usePoller } from '../polling';
import { createWorkersLoader, WorkersReading } from './loadWorkers';

/**
 * A service's objects in its cluster, through the Kubernetes plugin, polled
 * while the page is visible.
 */
export function useWorkers(
  entity: Entity,
  refreshSeconds: number,
): Polling<WorkersReading> {
  const apis = useApiHolder();
  const load = useMemo(
    () =>
      createWorkersLoader(
        {
          kubernetes: apis.get(kubernetesApiRef),
          authProviders: apis.get(kubernetesAuthProvidersApiRef),
        },
        entity,
      ),
    [apis, entity],
  );
  return usePoller(load, () => refreshSeconds * 1000);
}
