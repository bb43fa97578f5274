import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import celeryPlugin from '@celery-keda/backstage-plugin-celery-backend';
import request from 'supertest';
import { FIELDS } from '../../../plugins/celery-backend/src/status/CeleryEntities';
import { BenchBroker } from './BenchBroker';
import { byTurns, ratioOf, Spread, spreadOf, timed } from './timing';

const SERVICES = 1000;
const LOCATION = 'url:http://localhost/catalog-info.yaml';

const entities = Array.from({ length: SERVICES }, (_, index) => ({
  locationKey: 'bench',
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: `service-${index}`,
      description: 'Sends what customers ordered on its way',
      annotations: {
        'backstage.io/managed-by-location': LOCATION,
        'backstage.io/managed-by-origin-location': LOCATION,
        'backstage.io/kubernetes-id': `service-${index}`,
        'celeryq.dev/broker': 'broker',
        'celeryq.dev/queues': `q${index}`,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'group:platform' },
  },
}));

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

/** The overview's one request against the catalog's own list of the same. */
export interface OverviewFigure {
  services: number;
  status: Spread;
  catalogList: Spread;
  /** The catalog's share of the status query. */
  catalogByRefs: Spread;
  /** How many times as long the status query takes as the list, turn by turn. */
  statusOfList: Spread;
}

/** Asks a real portal for the numbers of all services at once. */
export async function overviewFigures(): Promise<OverviewFigure> {
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
  const { server } = backend;
  const list = () =>
    request(server).get(
      `/api/catalog/entities/by-query?filter=kind=component&limit=${SERVICES}`,
    );
  while ((await list()).body.items.length < SERVICES) {
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  const entityRefs = entities.map(
    ({ entity }) => `component:default/${entity.metadata.name}`,
  );
  const status = () =>
    request(server).post('/api/celery/v1/status/query').send({ entityRefs });
  const byRefs = () =>
    request(server)
      .post('/api/catalog/entities/by-refs')
      .send({ entityRefs, fields: [...FIELDS] });
  const { body } = await status();
  if (body.items.some((item: { queues?: unknown }) => !item.queues)) {
    throw new Error('The overview has no numbers for some services');
  }
  // Once before it counts, as for everything that is measured.
  await byRefs();
  const turns = await byTurns(
    { least: 15, most: 40, seconds: 5 },
    [status, list, byRefs].map(ask => () => timed(ask)),
  );
  const [ours, lists, shares] = turns.map(rounds =>
    rounds.map(({ millis }) => millis),
  );
  await backend.stop();
  await broker.stop();
  return {
    services: SERVICES,
    status: spreadOf(ours),
    catalogList: spreadOf(lists),
    catalogByRefs: spreadOf(shares),
    statusOfList: ratioOf(ours, lists),
  };
}
