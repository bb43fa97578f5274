import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** A broker that can be chosen. */
export interface BrokerChoice {
  name: string;
  label: string;
}

/** The configured brokers, which the catalog has as Resources. */
export function useBrokers() {
  const catalog = useApi(catalogApiRef);
  return useAsyncRetry(async (): Promise<BrokerChoice[]> => {
    const { items } = await catalog.getEntities({
      filter: {
        kind: 'Resource',
        'spec.type': 'celery-broker',
        'metadata.namespace': 'default',
      },
      fields: ['metadata.name', 'metadata.title'],
    });
    return items
      .map(({ metadata: { name, title } }) => ({
        name,
        label: title && title !== name ? `${title} (${name})` : name,
      }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [catalog]);
}
