import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { HistoryReader } from '../history/HistoryReader';
import { HistoryStore } from '../history/HistoryStore';
import { WorkerRecords } from '../history/WorkerRecords';
import { ManifestReader } from '../manifest/ManifestReader';
import { RepositoryManifests } from '../manifest/RepositoryManifests';
import { CeleryEntities } from '../status/CeleryEntities';
import { StatusReader } from '../status/StatusReader';
import { Audit } from './Audit';
import { createRouter } from './createRouter';
import { openApiDocument } from './openApiDocument';

/** What Express keeps of a route. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

it('describes the routes that there are, and no others', () => {
  const logger = mockServices.logger.mock();
  const store = {} as Partial<HistoryStore> as HistoryStore;
  const entities = new CeleryEntities({
    catalog: catalogServiceMock(),
    permissions: mockServices.permissions(),
    logger,
  });
  const { stack } = createRouter({
    audit: new Audit(mockServices.auditor.mock()),
    httpAuth: mockServices.httpAuth(),
    statuses: new StatusReader({
      entities,
      snapshots: { read: jest.fn() },
      records: new WorkerRecords({ store, logger }),
    }),
    history: new HistoryReader({ entities, store }),
    manifests: new ManifestReader({
      entities,
      repositories: new RepositoryManifests({
        config: mockServices.rootConfig(),
        reader: mockServices.urlReader.mock(),
        logger,
      }),
    }),
  });
  const routes = (stack as Layer[]).flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map(
          method => `${method} ${route.path.replace(/:([a-z]+)/gi, '{$1}')}`,
        )
      : [],
  );
  const described = Object.entries(openApiDocument.paths).flatMap(
    ([path, methods]) =>
      Object.keys(methods).map(method => `${method} ${path}`),
  );
  expect(described.sort()).toEqual(routes.sort());
});

it('refers to nothing that it does not hold', () => {
  const references = JSON.stringify(openApiDocument).match(/"#[^"]*"/g) ?? [];
  expect(references.length).toBeGreaterThan(5);
  for (const reference of references) {
    const [, ...path] = JSON.parse(reference).split('/');
    expect(
      path.reduce(
        (node: Record<string, unknown>, key: string) =>
          node?.[key] as Record<string, unknown>,
        openApiDocument,
      ),
    ).toMatchObject({ type: 'object' });
  }
});

it('declares every parameter', () => {
  const declared = Object.entries(openApiDocument.paths).flatMap(
    ([path, methods]) =>
      Object.values(methods).flatMap(operation =>
        'parameters' in operation
          ? [
              [
                path,
                ...operation.parameters.map(
                  ({ name }: { name: string }) => name,
                ),
              ],
            ]
          : [],
      ),
  );
  const entity = ['kind', 'namespace', 'name'];
  const base = '/v1/entities/{kind}/{namespace}/{name}';
  expect(declared).toEqual([
    [`${base}/status`, ...entity],
    [`${base}/history`, ...entity, 'from', 'to', 'stepSeconds'],
    [`${base}/manifest`, ...entity],
  ]);
});

it('holds the contract’s shapes', () => {
  expect(openApiDocument.components.schemas.ServiceStatus).toMatchObject({
    type: 'object',
    required: ['entityRef', 'observedAt', 'refreshSeconds', 'broker', 'queues'],
    properties: {
      observedAt: { type: ['string', 'null'] },
      broker: {
        properties: { state: { enum: ['ok', 'stale', 'unreachable'] } },
      },
    },
  });
});
