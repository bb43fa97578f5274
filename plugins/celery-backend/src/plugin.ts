import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { celeryPermissions } from '@celery-keda/backstage-plugin-celery-common';
import { readCeleryConfig } from './config/celeryConfig';
import { startHistory } from './history/startHistory';
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
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        snapshots: celerySnapshotsServiceRef,
      },
      async init({ config, httpRouter, permissionsRegistry, ...deps }) {
        permissionsRegistry.addPermissions(celeryPermissions);
        const entities = new CeleryEntities(deps);
        const history = await startHistory({
          ...deps,
          config: readCeleryConfig(config),
          entities,
        });
        httpRouter.use(
          createRouter({
            auditor: deps.auditor,
            httpAuth: deps.httpAuth,
            statuses: new StatusReader(entities, deps.snapshots),
            history,
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
