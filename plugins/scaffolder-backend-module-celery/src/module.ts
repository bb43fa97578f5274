import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createCeleryPlanAction } from './actions/celeryPlan';
import { createPublishLocalAction } from './actions/publishLocal';
import { createRegisterLocalAction } from './actions/registerLocal';
import { createRegisterUrlAction } from './actions/registerUrl';

/**
 * Scaffolder actions for Celery services: `celery:plan`, `publish:local`,
 * `catalog:register:local` and `catalog:register:url`.
 *
 * @public
 */
export const scaffolderModuleCelery = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'celery',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        permissions: coreServices.permissions,
      },
      async init({ actions, catalog, config, permissions }) {
        actions.addActions(
          createCeleryPlanAction({ config }),
          createPublishLocalAction({ config, catalog, permissions }),
          createRegisterLocalAction({ config, catalog }),
          createRegisterUrlAction({ catalog }),
        );
      },
    });
  },
});
