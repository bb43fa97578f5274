import { mockServices } from '@backstage/backend-test-utils';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { WorkerObjectsReader } from './WorkerObjectsReader';

let server: Server;
let reader: WorkerObjectsReader;
let answer: { status: number; body: unknown };

beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  reader = new WorkerObjectsReader({
    auth: mockServices.auth(),
    discovery: mockServices.discovery.mock({
      getBaseUrl: async () => `http://127.0.0.1:${port}`,
    }),
  });
});

afterAll(() => new Promise(resolve => server.close(resolve)));

async function read(workers?: { cluster?: string }) {
  const service = {
    entityRef: 'component:default/orders',
    broker: 'broker',
    queues: ['orders'],
    keyPrefix: '',
    prioritySteps: [0],
    workers,
  };
  const credentials = await mockServices.auth().getOwnServiceCredentials();
  return reader.list('pods', service, credentials);
}

function cluster(name: string, pods: object[], errors: object[] = []) {
  return { cluster: { name }, resources: [{ resources: pods }], errors };
}

const POD = { metadata: { name: 'orders-1' } };

it('reads the one cluster that there is', async () => {
  answer = { status: 200, body: { items: [cluster('iks', [POD])] } };
  expect(await read({})).toEqual([POD]);
});

it('reads the cluster that the entity names', async () => {
  const items = [cluster('other', []), cluster('iks', [POD])];
  answer = { status: 200, body: { items } };
  expect(await read({ cluster: 'iks' })).toEqual([POD]);
  expect(await read({ cluster: 'gone' })).toEqual({
    unknown: 'not-configured',
  });
  expect(await read({})).toMatchObject({
    unknown: 'failed',
    message: expect.stringContaining('Several clusters'),
  });
});

it('asks nothing where the entity does not say how workers are found', async () => {
  answer = { status: 500, body: {} };
  expect(await read()).toEqual({ unknown: 'not-annotated' });
});

it.each([
  [401, 'not-permitted'],
  [403, 'not-permitted'],
  [404, 'not-configured'],
  [500, 'failed'],
])('says why when the plugin answers %d: %s', async (status, unknown) => {
  answer = { status, body: {} };
  expect(await read({})).toEqual({ unknown });
});

it.each([
  [{ errorType: 'FETCH_ERROR' }, 'cluster-unreachable'],
  [{ errorType: 'UNAUTHORIZED_ERROR', statusCode: 401 }, 'not-permitted'],
  [{ errorType: 'UNKNOWN_ERROR', statusCode: 403 }, 'not-permitted'],
  [{ errorType: 'NOT_FOUND', statusCode: 404 }, 'not-served'],
  [{ errorType: 'SYSTEM_ERROR', statusCode: 500 }, 'failed'],
])('says why when the cluster fails with %j: %s', async (error, unknown) => {
  answer = { status: 200, body: { items: [cluster('iks', [], [error])] } };
  expect(await read({})).toMatchObject({ unknown });
});
