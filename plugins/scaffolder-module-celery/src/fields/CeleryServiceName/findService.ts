import { CatalogApi } from '@backstage/plugin-catalog-react';

/** Whether a service of this name is in the catalog, where new ones go. */
export async function findService(
  catalog: CatalogApi,
  name: string,
): Promise<boolean> {
  const entity = await catalog.getEntityByRef({
    kind: 'component',
    namespace: 'default',
    name,
  });
  return entity !== undefined;
}
