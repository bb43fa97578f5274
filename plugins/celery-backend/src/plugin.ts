import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  celeryPermissions,
  celeryViewPermission,
} from '@celery-keda/backstage-plugin-celery-common';
import { registerActions } from './actions/registerActions';
import { ScalingExplainer } from './actions/ScalingExplainer';
import { readCeleryConfig } from './config/celeryConfig';
import { startHistory } from './history/startHistory';
import { ManifestReader } from './manifest/ManifestReader';
import { RepositoryManifests } from './manifest/RepositoryManifests';
import { Audit } from './router/Audit';
import { createRouter } from './router/createRouter';
import { celerySnapshotsServiceRef } from './snapshots/celerySnapshotsServiceRef';
import { CeleryEntities } from './status/CeleryEntities';
import { StatusReader } from './status/StatusReader';
import { WorkerObjectsReader } from './workers/WorkerObjectsReader';

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
        actionsRegistry: actionsRegistryServiceRef,
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
        urlReader: coreServices.urlReader,
      },
      async init({ config, httpRouter, permissionsRegistry, ...deps }) {
        permissionsRegistry.addPermissions([
          ...celeryPermissions,
          celeryViewPermission,
        ]);
        const audit = new Audit(deps.auditor);
        const entities = new CeleryEntities(deps);
        const objects = new WorkerObjectsReader(deps);
        const { history, records } = await startHistory({
          ...deps,
          config: readCeleryConfig(config),
          entities,
          objects,
        });
        const statuses = new StatusReader({
          entities,
          snapshots: deps.snapshots,
          records,
        });
        const manifests = new ManifestReader({
          entities,
          repositories: new RepositoryManifests({
            config,
            reader: deps.urlReader,
            logger: deps.logger,
          }),
        });
        const { httpAuth } = deps;
        httpRouter.use(
          createRouter({ audit, httpAuth, statuses, history, manifests }),
        );
        httpRouter.addAuthPolicy({
          path: '/openapi.json',
          allow: 'unauthenticated',
        });
        registerActions({
          actionsRegistry: deps.actionsRegistry,
          audit,
          statuses,
          history,
          explainer: new ScalingExplainer({ entities, statuses, objects }),
        });
      },
    });
  },
});
