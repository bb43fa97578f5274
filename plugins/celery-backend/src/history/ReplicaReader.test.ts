import { mockServices } from '@backstage/backend-test-utils';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { LocatedService } from '../status/LocatedService';
import { WorkerObjectsReader } from '../workers/WorkerObjectsReader';
import { ReplicaReader } from './ReplicaReader';

let server: Server;
let url: string;
let answer: (
  entityRef: string,
  plural: string,
) => { status?: number; body: unknown };
const requests: Array<{ path?: string; body: Record<string, unknown> }> = [];
/** Queues that have messages in flight. */
const inFlight = new Set<string>();

async function bodyOf(request: IncomingMessage) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return JSON.parse(text);
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    requests.push({ path: request.url, body });
    const { status = 200, body: answered } = answer(
      body.entityRef,
      body.customResources[0].plural,
    );
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answered));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  requests.length = 0;
  inFlight.clear();
});

afterAll(() => new Promise(resolve => server.close(resolve)));

function service(name: string, ...queues: string[]): LocatedService {
  return {
    entityRef: `component:default/${name}`,
    broker: 'broker',
    queues,
    keyPrefix: '',
    prioritySteps: [0],
    workers: {},
  };
}

function deployment(queue: string, wanted: number, ready: number) {
  return {
    metadata: { name: queue, labels: { 'celeryq.dev/queue': queue } },
    spec: { replicas: wanted },
    status: { replicas: wanted, readyReplicas: ready },
  };
}

function cluster(deployments: object[], errors: object[] = []) {
  return {
    cluster: { name: 'iks' },
    resources: [{ type: 'customresources', resources: deployments }],
    errors,
  };
}

async function read(...services: LocatedService[]) {
  const auth = mockServices.auth();
  const reader = new ReplicaReader({
    auth,
    objects: new WorkerObjectsReader({
      auth,
      discovery: mockServices.discovery.mock({ getBaseUrl: async () => url }),
    }),
  });
  const found = await reader.read(services, (_, queue) => inFlight.has(queue));
  return Object.fromEntries(
    [...found].map(([ref, queues]) => [ref, Object.fromEntries(queues)]),
  );
}

it('asks the Kubernetes plugin for Deployments alone', async () => {
  answer = () => ({ body: { items: [cluster([])] } });
  await read(service('orders', 'orders'));
  expect(requests).toEqual([
    {
      path: '/resources/custom/query',
      body: {
        entityRef: 'component:default/orders',
        auth: {},
        customResources: [
          { group: 'apps', apiVersion: 'v1', plural: 'deployments' },
        ],
      },
    },
  ]);
});

it('tells the replicas of each queue', async () => {
  answer = () => ({
    body: {
      items: [cluster([deployment('mail', 0, 0), deployment('orders', 4, 3)])],
    },
  });
  expect(await read(service('orders', 'orders', 'mail'))).toMatchObject({
    'component:default/orders': {
      orders: { current: 3, desired: 4 },
      mail: { current: 0, desired: 0 },
    },
  });
});

describe('where no worker is left', () => {
  const leaving = (queue: string) => ({
    metadata: {
      name: `${queue}-7d9f-1`,
      labels: { 'celeryq.dev/queue': queue },
      deletionTimestamp: '2026-11-25T12:00:00Z',
    },
  });
  const pods = (...objects: object[]) => {
    answer = (_, plural) => ({
      body: {
        items: [
          cluster(
            plural === 'pods'
              ? objects
              : [deployment('orders', 0, 0), deployment('mail', 0, 0)],
          ),
        ],
      },
    });
  };
  const readBoth = async () =>
    (await read(service('orders', 'orders', 'mail')))[
      'component:default/orders'
    ];

  it('counts those that still finish what is in flight', async () => {
    pods(leaving('orders'), leaving('orders'), leaving('mail'));
    inFlight.add('orders');
    expect(await readBoth()).toMatchObject({
      orders: { current: 2, desired: 0 },
      mail: { current: 0, desired: 0 },
    });
  });

  it('finds none where messages are stranded', async () => {
    pods();
    inFlight.add('orders');
    expect(await readBoth()).toMatchObject({
      orders: { current: 0, desired: 0 },
    });
    expect(requests).toHaveLength(2);
  });

  it('does not look for them without need', async () => {
    pods(leaving('orders'));
    await readBoth();
    expect(requests).toHaveLength(1);
  });

  it('takes what the Deployments say where pods cannot be read', async () => {
    answer = (_, plural) =>
      plural === 'pods'
        ? { status: 403, body: {} }
        : { body: { items: [cluster([deployment('orders', 0, 0)])] } };
    inFlight.add('orders');
    expect(await readBoth()).toMatchObject({
      orders: { current: 0, desired: 0 },
    });
  });
});

it.each([
  ['the plugin refuses', { status: 401, body: {} }],
  ['there is no cluster', { body: { items: [] } }],
  ['there are several', { body: { items: [cluster([]), cluster([])] } }],
  [
    'the cluster fails',
    { body: { items: [cluster([], [{ statusCode: 403 }])] } },
  ],
  ['the answer is something else', { body: 'hello' }],
])('knows nothing when %s', async (_, answered) => {
  answer = () => answered;
  expect(await read(service('orders', 'orders'))).toEqual({});
});

it('loses nobody over one that fails', async () => {
  answer = ref => ({
    status: ref.endsWith('3') ? 500 : 200,
    body: { items: [cluster([deployment('q', 1, 1)])] },
  });
  const services = Array.from({ length: 20 }, (_, index) =>
    service(`s${index}`, 'q'),
  );
  expect(Object.keys(await read(...services))).toHaveLength(18);
});
