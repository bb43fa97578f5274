import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import { catalogLocationCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

/**
 * Finds out whether entities can be registered, before anything is written.
 *
 * @throws NotAllowedError if the caller may not register locations
 * @throws ConflictError if the catalog has one of them from elsewhere
 */
export async function assertMayRegister(options: {
  entityRefs: string[];
  location: { type: string; target: string };
  credentials: BackstageCredentials;
  catalog: CatalogService;
  permissions: PermissionsService;
}): Promise<void> {
  const { entityRefs, location, credentials, catalog, permissions } = options;
  const [{ result }] = await permissions.authorize(
    [{ permission: catalogLocationCreatePermission }],
    { credentials },
  );
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      'You may not register entities in the catalog (permission catalog.location.create), so nothing was created. Ask an administrator for it.',
    );
  }
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs, fields: ['kind', 'metadata'] },
    { credentials },
  );
  items.forEach((entity, index) => {
    const origin = entity?.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
    if (entity && origin !== `${location.type}:${location.target}`) {
      throw new ConflictError(
        `The catalog already has ${entityRefs[index]}, from another place: choose another name.`,
      );
    }
  });
}
