import {
  createServiceFactory,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  MAX_QUERY_ENTITY_REFS,
  serviceHistorySchema,
  serviceStatusSchema,
  statusQueryResponseSchema,
} from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import request from 'supertest';
import { startValkey, Valkey } from '../dev/broker/valkey';
import celeryPlugin, {
  CelerySnapshots,
  celerySnapshotsServiceRef,
} from './index';
import { message } from './testUtils/messages';
import { startServer, TestServer } from './testUtils/servers';

const PASSWORD = 'correct-horse-7';
const SERVICE = {
  'celeryq.dev/broker': 'orders-broker',
  'celeryq.dev/queues': 'orders,orders-bulk',
  'celeryq.dev/key-prefix': 'orders:',
};

let valkey: Valkey;
let redis: Redis;
let hanging: TestServer;

beforeAll(async () => {
  [valkey, hanging] = await Promise.all([
    startValkey({ args: ['--requirepass', PASSWORD] }),
    startServer(() => {}),
  ]);
  redis = new Redis(valkey.port, '127.0.0.1', { password: PASSWORD });
  await redis.lpush('orders:orders', message({ sentAt: 1 }), message());
}, 300_000);

afterAll(async () => {
  redis.disconnect();
  await Promise.all([valkey.stop(), hanging.stop()]);
});

function component(name: string, annotations?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: {},
  };
}

const ENTITIES = [
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

const running: Array<{ stop(): Promise<void> }> = [];

/** A portal whose policy keeps everybody from component:default/secret. */
async function startPortal(
  options: {
    catalog?: ServiceFactory<CatalogService>;
    snapshots?: ServiceFactory<CelerySnapshots>;
    scheduler?: ServiceFactory<SchedulerService>;
  } = {},
) {
  const {
    catalog = catalogServiceMock.factory({ entities: ENTITIES }),
    snapshots,
    scheduler,
  } = options;
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
  const backend = await startTestBackend({
    features: [
      celeryPlugin,
      mockServices.rootConfig.factory({
        data: {
          celery: {
            brokers: [
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
          },
        },
      }),
      permissions.factory,
      logger.factory,
      catalog,
      ...(snapshots ? [snapshots] : []),
      ...(scheduler ? [scheduler] : []),
    ],
  });
  running.push(backend);
  return { backend, server: backend.server, permissions, logger };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(backend => backend.stop()));
});

type Server = Awaited<ReturnType<typeof startPortal>>['server'];

function getStatus(server: Server, name: string) {
  return request(server).get(
    `/api/celery/v1/entities/component/default/${name}/status`,
  );
}

function query(server: Server, body: unknown) {
  return request(server)
    .post('/api/celery/v1/status/query')
    .send(body as object);
}

function ref(name: string): string {
  return `component:default/${name}`;
}

describe('the status of one entity', () => {
  it('has the numbers of its queues', async () => {
    const { server } = await startPortal();
    const { status, body } = await getStatus(server, 'orders');
    expect(status).toBe(200);
    expect(serviceStatusSchema.strict().parse(body)).toEqual({
      entityRef: ref('orders'),
      observedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      refreshSeconds: 5,
      broker: { name: 'orders-broker', state: 'ok' },
      queues: [
        {
          name: 'orders',
          length: 2,
          lengthByPriority: { 0: 2, 3: 0, 6: 0, 9: 0 },
          inFlight: 0,
          scheduled: 0,
          oldestAgeSeconds: expect.any(Number),
          arrivalPerSecond: null,
          drainPerSecond: null,
          secondsToDrain: null,
        },
        expect.objectContaining({
          name: 'orders-bulk',
          length: 0,
          oldestAgeSeconds: null,
          secondsToDrain: 0,
        }),
      ],
    });
  });

  it('does not mind how the ref is written', async () => {
    const { server } = await startPortal();
    const { body } = await request(server).get(
      '/api/celery/v1/entities/Component/Default/ORDERS/status',
    );
    expect(body.entityRef).toBe(ref('orders'));
  });

  it('says that the broker is not configured', async () => {
    const { server } = await startPortal();
    const { status, body } = await getStatus(server, 'lost');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      observedAt: null,
      broker: {
        name: 'no-such-broker',
        state: 'unreachable',
        error: {
          code: 'not-configured',
          message: expect.stringContaining('celery.brokers'),
        },
      },
      queues: [
        { name: 'orders', length: null, inFlight: null, secondsToDrain: null },
        { name: 'orders-bulk', length: null, lengthByPriority: null },
      ],
    });
  });

  it('says that the broker hangs', async () => {
    const { server, logger } = await startPortal();
    const { status, body } = await getStatus(server, 'hung');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      observedAt: null,
      broker: { state: 'unreachable', error: { code: 'timeout' } },
      queues: [{ length: null }, { length: null }],
    });
    const said = JSON.stringify([body, logger.warn.mock.calls]);
    expect(said).toContain('did not answer in time');
    expect(said).not.toContain('127.0.0.1');
    expect(said).not.toContain(PASSWORD);
  });

  it.each([
    ['nothing', 404, 'There is no entity component:default/nothing.'],
    ['plain', 404, 'celeryq.dev/broker is missing'],
    ['secret', 403, 'celery.queue.read'],
    ['broken', 400, 'celeryq.dev/queues is missing'],
    ['broken', 400, 'celeryq.dev/broker must be'],
    ['broken', 400, 'celeryq.dev/priority-steps must be'],
    ['a b', 400, 'name: must be letters and digits'],
    ['x'.repeat(300), 400, 'name: '],
  ])('of %s is %d', async (name, code, sentence) => {
    const { server } = await startPortal();
    const { status, body } = await getStatus(server, encodeURIComponent(name));
    expect(status).toBe(code);
    expect(body.error.message).toContain(sentence);
  });

  it('is for those who are signed in', async () => {
    const { server } = await startPortal();
    const { status } = await getStatus(server, 'orders').set(
      'Authorization',
      mockCredentials.none.header(),
    );
    expect(status).toBe(401);
  });

  it('is asked for with the caller’s credentials', async () => {
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: async () => ({ items: [ENTITIES[0]] }),
    });
    const { server, permissions } = await startPortal({
      catalog: catalog.factory,
    });
    const user = 'user:default/maria';
    await getStatus(server, 'orders').set(
      'Authorization',
      mockCredentials.user.header(user),
    );
    for (const { calls } of [
      catalog.getEntitiesByRefs.mock,
      permissions.authorize.mock,
    ]) {
      expect(calls).toHaveLength(1);
      expect(calls[0][1]).toMatchObject({
        credentials: { principal: { userEntityRef: user } },
      });
    }
  });
});

describe('the status of many entities', () => {
  it('is one item a ref, in their order', async () => {
    const { server, permissions } = await startPortal();
    const { status, body } = await query(server, {
      entityRefs: [
        'component:orders',
        ref('secret'),
        ref('nothing'),
        'not a ref',
        ref('plain'),
        ref('broken'),
        ref('mail'),
        ref('lost'),
        ref('ORDERS'),
      ],
    });
    expect(status).toBe(200);
    const { items } = statusQueryResponseSchema.parse(body);
    expect(items).toMatchObject([
      { entityRef: ref('orders'), queues: [{ length: 2 }, { length: 0 }] },
      { entityRef: ref('secret'), error: { code: 'not-permitted' } },
      { entityRef: ref('nothing'), error: { code: 'not-found' } },
      { entityRef: 'not a ref', error: { code: 'invalid-ref' } },
      { entityRef: ref('plain'), error: { code: 'no-annotations' } },
      { entityRef: ref('broken'), error: { code: 'annotations' } },
      { entityRef: ref('mail'), queues: [{ length: 0 }, { length: 0 }] },
      { entityRef: ref('lost'), broker: { error: { code: 'not-configured' } } },
      { entityRef: ref('orders'), queues: [{ length: 2 }, { length: 0 }] },
    ]);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
    expect(
      permissions.authorize.mock.calls[0][0].map(each =>
        'resourceRef' in each ? each.resourceRef : undefined,
      ),
    ).toEqual(['orders', 'secret', 'plain', 'broken', 'mail', 'lost'].map(ref));
  });

  it.each<[string, unknown, string]>([
    ['no list', {}, 'entityRefs: '],
    ['an empty list', { entityRefs: [] }, 'entityRefs: '],
    ['something else', { entityRefs: [1] }, 'entityRefs.0: '],
    ['an empty ref', { entityRefs: [''] }, 'entityRefs.0: '],
    ['an array', [], 'expected object'],
    [
      'too many',
      { entityRefs: Array(MAX_QUERY_ENTITY_REFS + 1).fill(ref('a')) },
      'entityRefs: ',
    ],
  ])('is refused for %s', async (_, body, sentence) => {
    const { server, permissions } = await startPortal();
    const response = await query(server, body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(sentence);
    expect(permissions.authorize).not.toHaveBeenCalled();
  });

  it.each([
    ['no JSON', '{"entityRefs": [', 400],
    ['a giant', JSON.stringify({ entityRefs: ['x'.repeat(300_000)] }), 413],
  ])('is refused for %s', async (_, body, code) => {
    const { server } = await startPortal();
    const { status } = await request(server)
      .post('/api/celery/v1/status/query')
      .set('Content-Type', 'application/json')
      .send(body);
    expect(status).toBe(code);
  });

  it('takes as many refs as the contract allows', async () => {
    const { server, permissions } = await startPortal();
    const entityRefs = Array.from(
      { length: MAX_QUERY_ENTITY_REFS },
      (_, index) =>
        `component:${'n'.repeat(63)}/${`${index}`.padStart(63, 'e')}`,
    );
    const { status, body } = await query(server, { entityRefs });
    expect(status).toBe(200);
    expect(body.items).toHaveLength(MAX_QUERY_ENTITY_REFS);
    expect(permissions.authorize).not.toHaveBeenCalled();
  });
});

describe('a portal in trouble', () => {
  it('names the catalog when that does not answer', async () => {
    const { server } = await startPortal({
      catalog: catalogServiceMock.mock({
        getEntitiesByRefs: () => Promise.reject(new Error('at 10.1.2.3:7007')),
      }).factory,
    });
    const { status, body } = await getStatus(server, 'orders');
    expect(status).toBe(503);
    expect(body.error.message).toContain('The catalog does not answer');
    expect(JSON.stringify(body)).not.toContain('10.1.2.3');
  });

  it('names the permission backend when that does not answer', async () => {
    const { server, permissions } = await startPortal();
    permissions.authorize.mockRejectedValue(new Error('no'));
    const { status, body } = await query(server, {
      entityRefs: [ref('orders')],
    });
    expect(status).toBe(503);
    expect(body.error.message).toContain('permission backend does not answer');
  });

  it('does not start with a broken broker, and says which', async () => {
    await expect(
      startTestBackend({
        features: [
          celeryPlugin,
          mockServices.rootConfig.factory({
            data: { celery: { brokers: [{ name: 'a', port: 1 }] } },
          }),
        ],
      }),
    ).rejects.toThrow('celery.brokers[0] needs url, host or sentinels');
  });
});

describe('the history of one entity', () => {
  function getHistory(server: Server, name: string, query: object = {}) {
    return request(server)
      .get(`/api/celery/v1/entities/component/default/${name}/history`)
      .query(query);
  }

  it('has a row of points for each queue', async () => {
    const { server } = await startPortal();
    const { status, body } = await getHistory(server, 'orders', {
      from: '2026-11-25T10:00:00Z',
      to: '2026-11-25T20:00:00+09:00',
      stepSeconds: 60,
    });
    expect(status).toBe(200);
    expect(serviceHistorySchema.strict().parse(body)).toEqual({
      entityRef: ref('orders'),
      from: '2026-11-25T10:00:00.000Z',
      to: '2026-11-25T11:00:00.000Z',
      stepSeconds: 60,
      queues: [
        { name: 'orders', points: [] },
        { name: 'orders-bulk', points: [] },
      ],
    });
  });

  it('has a permission of its own', async () => {
    const { server, permissions } = await startPortal();
    expect((await getHistory(server, 'secret')).status).toBe(403);
    expect(permissions.authorize.mock.calls[0][0]).toMatchObject([
      { permission: { name: 'celery.history.read' } },
    ]);
  });

  it.each<[object, string]>([
    [{ from: 'yesterday' }, 'from: '],
    [{ to: '1764072000' }, 'to: '],
    [{ stepSeconds: 1 }, 'stepSeconds: '],
    [{ stepSeconds: 'x' }, 'stepSeconds: '],
    [
      { from: '2026-11-25T10:00:00Z', to: '2026-11-25T10:00:00Z' },
      'from: must lie before to',
    ],
    [{ from: '2999-01-01T00:00:00Z' }, 'from: must lie before to'],
  ])('is refused for %j', async (query, sentence) => {
    const { server } = await startPortal();
    const { status, body } = await getHistory(server, 'orders', query);
    expect(status).toBe(400);
    expect(body.error.message).toContain(sentence);
  });

  it('is recorded by a task that one instance runs', async () => {
    const scheduler = mockServices.scheduler.mock();
    const { server } = await startPortal({ scheduler: scheduler.factory });
    const [task] = scheduler.scheduleTask.mock.calls[0];
    expect(task).toMatchObject({ scope: 'global', frequency: { seconds: 15 } });
    await task.fn(new AbortController().signal);
    const { body } = await getHistory(server, 'orders');
    expect(body.queues).toMatchObject([
      { name: 'orders', points: [{ length: { min: 2, avg: 2, max: 2 } }] },
      { name: 'orders-bulk', points: [{ length: { max: 0 }, replicas: null }] },
    ]);
  });
});

it('lists its permissions', async () => {
  const { server } = await startPortal();
  const { body } = await request(server).get(
    '/api/celery/.well-known/backstage/permissions/metadata',
  );
  expect(body.permissions).toEqual([
    expect.objectContaining({
      name: 'celery.queue.read',
      resourceType: 'catalog-entity',
    }),
    expect.objectContaining({
      name: 'celery.history.read',
      resourceType: 'catalog-entity',
    }),
  ]);
});

it('takes other snapshots in place of its own', async () => {
  const { server } = await startPortal({
    snapshots: createServiceFactory({
      service: celerySnapshotsServiceRef,
      deps: {},
      factory: () => ({
        read: async ({ broker }) => ({
          observedAt: null,
          refreshSeconds: 1,
          broker: { name: broker, state: 'ok' as const },
          queues: [],
        }),
      }),
    }),
  });
  const { body } = await getStatus(server, 'orders');
  expect(body).toMatchObject({ refreshSeconds: 1, queues: [] });
});

it('closes its connections when the portal ends', async () => {
  const { server, backend } = await startPortal();
  await getStatus(server, 'orders');
  expect(await clientNames()).toContain('name=backstage-celery');
  await backend.stop();
  while ((await clientNames()).includes('name=backstage-celery')) {
    await new Promise(setImmediate);
  }
});

async function clientNames(): Promise<string[]> {
  return String(await redis.client('LIST')).match(/name=\S*/g) ?? [];
}
