import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { celeryPermissions } from '@celery-keda/backstage-plugin-celery-common';
import { createRouter } from './router/createRouter';
import { celerySnapshotsServiceRef } from './snapshots/celerySnapshotsServiceRef';
import { CeleryEntities } from './status/CeleryEntities';
import { StatusReader } from './status/StatusReader';

/**
 * Serves the queue numbers of catalog entities that are Celery services.
 *
 * @public
 */
export const celeryPlugin = createBackendPlugin({
  pluginId: 'celery',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        snapshots: celerySnapshotsServiceRef,
      },
      async init({
        catalog,
        httpAuth,
        httpRouter,
        logger,
        permissions,
        permissionsRegistry,
        snapshots,
      }) {
        permissionsRegistry.addPermissions(celeryPermissions);
        const entities = new CeleryEntities({ catalog, permissions, logger });
        httpRouter.use(
          createRouter({
            httpAuth,
            statuses: new StatusReader(entities, snapshots),
          }),
        );
        httpRouter.addAuthPolicy({
          path: '/openapi.json',
          allow: 'unauthenticated',
        });
      },
    });
  },
});
