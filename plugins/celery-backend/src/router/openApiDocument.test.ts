import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CeleryEntities } from '../status/CeleryEntities';
import { StatusReader } from '../status/StatusReader';
import { createRouter } from './createRouter';
import { openApiDocument } from './openApiDocument';

/** What Express keeps of a route. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

it('describes the routes that there are, and no others', () => {
  const { stack } = createRouter({
    httpAuth: mockServices.httpAuth(),
    statuses: new StatusReader(
      new CeleryEntities({
        catalog: catalogServiceMock(),
        permissions: mockServices.permissions(),
        logger: mockServices.logger.mock(),
      }),
      { read: jest.fn() },
    ),
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

it('declares every path parameter', () => {
  for (const [path, methods] of Object.entries(openApiDocument.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const operation of Object.values(methods)) {
      const declared =
        'parameters' in operation
          ? operation.parameters.map(({ name }) => name)
          : [];
      expect(declared).toEqual(named);
    }
  }
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
