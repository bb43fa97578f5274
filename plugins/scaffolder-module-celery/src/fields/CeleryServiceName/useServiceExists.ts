import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';
import { useDebounced } from '../../form/useDebounced';
import { findService } from './findService';

const TYPING_PAUSE_MS = 300;

/**
 * Whether a service of this name is in the catalog, asked once typing pauses;
 * false as long as nobody knows.
 *
 * @param name - undefined when there is nothing to ask for
 */
export function useServiceExists(name: string | undefined): boolean {
  const catalog = useApi(catalogApiRef);
  const asked = useDebounced(name, TYPING_PAUSE_MS);
  const { value: exists = false } = useAsync(
    async () => asked !== undefined && findService(catalog, asked),
    [catalog, asked],
  );
  return exists && asked === name;
}
