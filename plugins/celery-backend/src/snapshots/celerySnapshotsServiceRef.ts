import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { readCeleryConfig } from '../config/celeryConfig';
import { CelerySnapshots } from './CelerySnapshots';
import { DefaultCelerySnapshots } from './DefaultCelerySnapshots';

/**
 * The queue numbers of the configured brokers. Replace it to read them from
 * elsewhere.
 *
 * @public
 */
export const celerySnapshotsServiceRef = createServiceRef<CelerySnapshots>({
  id: 'celery.snapshots',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        metrics: metricsServiceRef,
      },
      factory({ config, lifecycle, ...options }) {
        const snapshots = new DefaultCelerySnapshots(
          readCeleryConfig(config),
          options,
        );
        lifecycle.addShutdownHook(() => snapshots.close());
        return snapshots;
      },
    }),
});
