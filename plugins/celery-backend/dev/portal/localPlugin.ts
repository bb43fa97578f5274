import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { readCeleryConfig } from '../../src/config/celeryConfig';
import { LocalCluster } from '../cluster/LocalCluster';
import { SERVICES } from '../paths';
import { announce } from './announce';
import { ensureDemo } from './demo';

const STOP_WITHIN_MS = 3000;

/**
 * Runs the local cluster for as long as the backend runs. The command line
 * waits for the backend's end without limit when it starts it anew, so that
 * end is bounded.
 */
export function localPlugin(cluster: LocalCluster) {
  return createBackendPlugin({
    pluginId: 'local',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          discovery: coreServices.discovery,
          lifecycle: coreServices.rootLifecycle,
          logger: coreServices.logger,
        },
        async init({ auth, catalog, config, discovery, lifecycle, logger }) {
          const { brokers } = readCeleryConfig(config);
          if (isConfigured(config, process.env.CELERY_LOCAL_CLUSTER_URL)) {
            await cluster.start(brokers, logger);
          }
          lifecycle.addShutdownHook(() =>
            within(STOP_WITHIN_MS, cluster.stop()),
          );
          lifecycle.addStartupHook(() => {
            ensureDemo({ auth, catalog, discovery, services: SERVICES })
              .then(done => done && logger.info(done))
              .catch(error =>
                logger.warn(`The demo service is missing: ${error.message}`),
              )
              // Whoever opens the page then finds the demo in its list.
              .finally(() => announce(config.getString('app.baseUrl')));
          });
        },
      });
    },
  });
}

/** Whether the portal shows the stand-in, and not other clusters only. */
function isConfigured(config: Config, url: string | undefined): boolean {
  return (
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? []
  )
    .flatMap(method => method.getOptionalConfigArray('clusters') ?? [])
    .some(cluster => cluster.getOptionalString('url') === url);
}

async function within(
  milliseconds: number,
  work: Promise<void>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
