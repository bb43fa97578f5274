import {
  AuditorServiceCreateEventOptions,
  SchedulerService,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import Redis from 'ioredis';
import { startValkey } from '../../dev/broker/valkey';
import celeryPlugin, { CelerySnapshots } from '../index';
import { message } from './messages';
import { startServer } from './servers';

/** The password of every broker of the test's portal. */
export const PASSWORD = 'correct-horse-7';

const SERVICE = {
  'celeryq.dev/broker': 'orders-broker',
  'celeryq.dev/queues': 'orders,orders-bulk',
  'celeryq.dev/key-prefix': 'orders:',
};

function component(name: string, annotations?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: {},
  };
}

/** The catalog of the test's portal. */
export const ENTITIES = [
  component('orders', SERVICE),
  component('mail', { ...SERVICE, 'celeryq.dev/key-prefix': 'mail:' }),
  component('secret', SERVICE),
  component('plain'),
  component('hung', { ...SERVICE, 'celeryq.dev/broker': 'hung-broker' }),
  component('lost', { ...SERVICE, 'celeryq.dev/broker': 'no-such-broker' }),
  component('broken', {
    'celeryq.dev/broker': 'redis://host',
    'celeryq.dev/priority-steps': 'high',
  }),
];

/** The ref of one of them. */
export function ref(name: string): string {
  return `component:default/${name}`;
}

/** The brokers of the test's portal: one that answers and one that hangs. */
export async function startBrokers() {
  const [valkey, hanging] = await Promise.all([
    startValkey({ args: ['--requirepass', PASSWORD] }),
    startServer(() => {}),
  ]);
  const redis = new Redis(valkey.port, '127.0.0.1', { password: PASSWORD });
  await redis.lpush('orders:orders', message({ sentAt: 1 }), message());
  return {
    redis,
    config: [
      {
        name: 'orders-broker',
        url: `redis://:${PASSWORD}@127.0.0.1:${valkey.port}`,
      },
      {
        name: 'hung-broker',
        host: '127.0.0.1',
        port: hanging.port,
        password: PASSWORD,
        timeoutSeconds: 0.2,
      },
    ],
    stop: async () => {
      redis.disconnect();
      await Promise.all([valkey.stop(), hanging.stop()]);
    },
  };
}

/** What {@link startBrokers} started. */
export type Brokers = Awaited<ReturnType<typeof startBrokers>>;

/** A portal whose policy keeps everybody from component:default/secret. */
export async function startPortal(
  brokers: Brokers,
  services: {
    catalog?: ServiceFactory<CatalogService>;
    snapshots?: ServiceFactory<CelerySnapshots>;
    scheduler?: ServiceFactory<SchedulerService>;
  } = {},
) {
  const {
    catalog = catalogServiceMock.factory({ entities: ENTITIES }),
    ...others
  } = services;
  const logger = mockServices.rootLogger.mock();
  logger.child.mockReturnValue(logger);
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(each => ({
        result:
          'resourceRef' in each &&
          each.resourceRef === 'component:default/secret'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
  });
  const audited: Array<AuditorServiceCreateEventOptions & { outcome: string }> =
    [];
  const auditor = mockServices.auditor.mock({
    createEvent: async ({ request: _, ...event }) => ({
      success: async () => {
        audited.push({ ...event, outcome: 'success' });
      },
      fail: async ({ error }) => {
        audited.push({ ...event, outcome: error.name });
      },
    }),
  });
  const backend = await startTestBackend({
    features: [
      celeryPlugin,
      mockServices.rootConfig.factory({
        data: { celery: { brokers: brokers.config } },
      }),
      auditor.factory,
      permissions.factory,
      logger.factory,
      catalog,
      ...Object.values(others),
    ],
  });
  return { backend, server: backend.server, permissions, logger, audited };
}
