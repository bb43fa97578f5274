import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  MAX_QUERY_ENTITY_REFS,
  serviceStatusSchema,
  statusQueryResponseSchema,
} from '@celery-keda/backstage-plugin-celery-common';
import request from 'supertest';
import celeryPlugin, { celerySnapshotsServiceRef } from './index';
import {
  Brokers,
  ENTITIES,
  PASSWORD,
  ref,
  startBrokers,
  startPortal,
} from './__testUtils__/portal';

let brokers: Brokers;
const running: Array<{ stop(): Promise<void> }> = [];

beforeAll(async () => {
  brokers = await startBrokers();
}, 300_000);

afterEach(async () => {
  await Promise.all(running.splice(0).map(backend => backend.stop()));
});

afterAll(() => brokers.stop());

async function portal(services: Parameters<typeof startPortal>[1] = {}) {
  const started = await startPortal(brokers, services);
  running.push(started.backend);
  return started;
}

type Server = Awaited<ReturnType<typeof portal>>['server'];

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

describe('the status of one entity', () => {
  it('has the numbers of its queues', async () => {
    const { server } = await portal();
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
          newestInFlightAgeSeconds: null,
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
    const { server } = await portal();
    const { body } = await request(server).get(
      '/api/celery/v1/entities/Component/Default/ORDERS/status',
    );
    expect(body.entityRef).toBe(ref('orders'));
  });

  it('says that the broker is not configured', async () => {
    const { server } = await portal();
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
    const { server, logger } = await portal();
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
    const { server } = await portal();
    const { status, body } = await getStatus(server, encodeURIComponent(name));
    expect(status).toBe(code);
    expect(body.error.message).toContain(sentence);
  });

  it('is for those who are signed in', async () => {
    const { server } = await portal();
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
    const { server, permissions } = await portal({
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
    const { server, permissions } = await portal();
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
    const { server, permissions } = await portal();
    const response = await query(server, body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(sentence);
    expect(permissions.authorize).not.toHaveBeenCalled();
  });

  it.each([
    ['no JSON', '{"entityRefs": [', 400],
    ['a giant', JSON.stringify({ entityRefs: ['x'.repeat(300_000)] }), 413],
  ])('is refused for %s', async (_, body, code) => {
    const { server } = await portal();
    const { status } = await request(server)
      .post('/api/celery/v1/status/query')
      .set('Content-Type', 'application/json')
      .send(body);
    expect(status).toBe(code);
  });

  it('takes as many refs as the contract allows', async () => {
    const { server, permissions } = await portal();
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

it('leaves a trace of every reading, and one more of every refusal', async () => {
  const { server, audited } = await portal();
  await getStatus(server, 'orders');
  await getStatus(server, 'secret');
  await getStatus(server, 'nothing');
  await query(server, { entityRefs: [ref('orders'), ref('secret')] });
  const event = (
    eventId: string,
    severityLevel: string,
    outcome: string,
    ...names: string[]
  ) => ({
    eventId,
    severityLevel,
    outcome,
    meta: { entityRefs: names.map(ref) },
  });
  expect(audited).toEqual([
    event('status-read', 'low', 'success', 'orders'),
    event('status-read', 'low', 'NotAllowedError', 'secret'),
    event('access-denied', 'medium', 'NotAllowedError', 'secret'),
    event('status-read', 'low', 'NotFoundError', 'nothing'),
    event('status-query', 'low', 'success', 'orders', 'secret'),
    event('access-denied', 'medium', 'NotAllowedError', 'secret'),
  ]);
});

it('lists its permissions', async () => {
  const { server } = await portal();
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
    expect.objectContaining({ name: 'celery.view', type: 'basic' }),
  ]);
});

it('takes other snapshots in place of its own', async () => {
  const { server } = await portal({
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
  const { server, backend } = await portal();
  await getStatus(server, 'orders');
  expect(await clientNames()).toContain('name=backstage-celery');
  await backend.stop();
  while ((await clientNames()).includes('name=backstage-celery')) {
    await new Promise(setImmediate);
  }
});

async function clientNames(): Promise<string[]> {
  return String(await brokers.redis.client('LIST')).match(/name=\S*/g) ?? [];
}
