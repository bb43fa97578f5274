import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { readCeleryConfig } from '../../src/config/celeryConfig';
import { Broker } from '../broker/broker';
import { LocalCluster } from '../cluster/LocalCluster';
import { SERVICES } from '../paths';
import { announce } from './announce';
import { ensureDemo } from './demo';

const STOP_WITHIN_MS = 3000;

/**
 * Runs the local cluster for as long as the backend runs, and lets go of the
 * broker at its end. The command line waits for that end without limit when
 * it starts the backend anew, so it is bounded.
 */
export function localPlugin(parts: {
  /** Absent when the person at the keyboard brings a server. */
  broker: Broker | undefined;
  cluster: LocalCluster;
}) {
  const { broker, cluster } = parts;
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
            within(STOP_WITHIN_MS, [cluster.stop(), broker?.release()]),
          );
          lifecycle.addStartupHook(() => {
            announce(config.getString('app.baseUrl'));
            ensureDemo({ auth, catalog, discovery, services: SERVICES })
              .then(done => done && logger.info(done))
              .catch(error =>
                logger.warn(`The demo service is missing: ${error.message}`),
              );
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
  work: Array<Promise<void> | undefined>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    Promise.allSettled(work),
    new Promise(resolve => {
      timer = setTimeout(resolve, milliseconds);
    }),
  ]);
  clearTimeout(timer);
}
