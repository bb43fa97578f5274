import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogLocationsExtensionPoint,
  catalogProcessingExtensionPoint,
} from '@backstage/plugin-catalog-node';
import { CeleryAnnotationProcessor } from './CeleryAnnotationProcessor';
import { CeleryBrokerProvider } from './CeleryBrokerProvider';
import { LocalLocationProcessor } from './LocalLocationProcessor';
import { LocalLocations } from './LocalLocations';
import { readBrokers } from './brokers';
import { createLocalLocationRouter } from './createLocalLocationRouter';

/**
 * Celery in the software catalog.
 *
 * @public
 */
export const catalogModuleCelery = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'celery',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        locations: catalogLocationsExtensionPoint,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ config, httpRouter, logger, locations, processing }) {
        const brokers = readBrokers(config, logger);
        processing.addEntityProvider(new CeleryBrokerProvider(brokers));
        processing.addProcessor(
          new CeleryAnnotationProcessor(brokers.map(({ name }) => name)),
        );

        const local = LocalLocations.fromConfig(config);
        if (local) {
          locations.setAllowedLocationTypes(['url', 'file']);
          processing.addProcessor(new LocalLocationProcessor(local));
          httpRouter.use(createLocalLocationRouter(local));
        }
      },
    });
  },
});
