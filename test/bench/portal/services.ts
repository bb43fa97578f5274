import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import celeryPlugin from '@celery-keda/backstage-plugin-celery-backend';
import { AddressInfo } from 'node:net';
import { BenchBroker } from '../backend/BenchBroker';

export const SERVICES = 1000;
/** What the catalog's own card shows of each. */
export const DESCRIPTION = 'Sends what customers ordered on its way';
const LOCATION = 'url:http://localhost/catalog-info.yaml';
const READY_WITHIN_MS = 120_000;

const entities = Array.from({ length: SERVICES }, (_, index) => ({
  locationKey: 'bench',
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: nameOf(index),
      description: DESCRIPTION,
      annotations: {
        'backstage.io/managed-by-location': LOCATION,
        'backstage.io/managed-by-origin-location': LOCATION,
        'backstage.io/kubernetes-id': nameOf(index),
        'backstage.io/kubernetes-cluster': 'local',
        'celeryq.dev/broker': 'broker',
        'celeryq.dev/queues': `q${index}`,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'group:platform' },
  },
}));

function nameOf(index: number): string {
  return `service-${index}`;
}

const entitiesModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'bench-entities',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'bench',
          connect: connection =>
            connection.applyMutation({ type: 'full', entities }),
        });
      },
    });
  },
});

/** A portal's backend with a thousand services, each with a queue. */
export interface Services {
  port: number;
  entityRefs: readonly string[];
  /** Sends some more messages to the first service. */
  send(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it with the real catalog and a real broker. */
export async function startServices(): Promise<Services> {
  const broker = await BenchBroker.start();
  await broker.fill(SERVICES);
  const backend = await startTestBackend({
    features: [
      celeryPlugin,
      catalogPlugin,
      entitiesModule,
      mockServices.rootConfig.factory({
        data: {
          celery: { brokers: [{ name: 'broker', url: broker.valkey.url }] },
        },
      }),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;
  const all = `http://127.0.0.1:${port}/api/catalog/entities/by-query?filter=kind=component&limit=0`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while ((await (await fetch(all)).json()).totalItems < SERVICES) {
    if (Date.now() > deadline) {
      throw new Error('The catalog did not take the services');
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  return {
    port,
    entityRefs: entities.map(
      ({ entity }) => `component:default/${entity.metadata.name}`,
    ),
    async send() {
      const [message] = await broker.redis.lrange('q0', 0, 0);
      await broker.redis.lpush('q0', ...Array(900).fill(message));
    },
    async stop() {
      await backend.stop();
      await broker.stop();
    },
  };
}
