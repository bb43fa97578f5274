import { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { serviceStatusSchema } from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { startValkey, Valkey } from '../../dev/broker/valkey';
import { ownersOnly, startGuardedPortal } from '../__testUtils__/guardedPortal';
import { ClusterObjects, kubernetesStandIn } from '../__testUtils__/kubernetes';
import { message } from '../__testUtils__/messages';

let objects: ClusterObjects;
let denied: string[] = [];
const audited: AuditorServiceCreateEventOptions[] = [];
let valkey: Valkey;
let portal: Awaited<ReturnType<typeof startGuardedPortal>>;

beforeAll(async () => {
  valkey = await startValkey();
  const redis = new Redis(valkey.url);
  await redis.lpush('mine', message({ sentAt: 1 }), message());
  redis.disconnect();
  const auditor = mockServices.auditor.mock({
    createEvent: async event => {
      // The other plugins leave theirs, too.
      if (event.meta?.entityRefs) {
        audited.push(event);
      }
      return { success: async () => {}, fail: async () => {} };
    },
  });
  portal = await startGuardedPortal({
    features: [kubernetesStandIn(() => objects), auditor.factory],
    decide: ({ name }, user) => {
      if (denied.includes(name)) {
        return { result: AuthorizeResult.DENY };
      }
      return name.startsWith('celery.') ? ownersOnly(user) : undefined;
    },
    config: {
      celery: { brokers: [{ name: 'broker', url: valkey.url }] },
    },
  });
}, 300_000);

beforeEach(() => {
  objects = {
    deployments: [
      {
        metadata: {
          name: 'mine',
          namespace: 'mine',
          labels: { 'celeryq.dev/queue': 'mine' },
        },
        spec: { replicas: 2 },
        status: { replicas: 2, readyReplicas: 2 },
      },
    ],
  };
  denied = [];
  audited.length = 0;
});

afterAll(async () => {
  await portal.stop();
  await valkey.stop();
});

function invoke(action: string, input: object) {
  return portal.post(
    `/api/celery/.backstage/actions/v2/actions/celery:${action}/invoke`,
    { input },
  );
}

function ref(name: string): string {
  return `component:default/${name}`;
}

const ACTIONS = ['get-queue-status', 'explain-scaling', 'get-queue-history'];

it('are listed as readings', async () => {
  const { body } = await portal.get(
    '/api/celery/.backstage/actions/v1/actions',
  );
  expect(
    body.actions.map(({ name, attributes }: Record<string, unknown>) => [
      name,
      attributes,
    ]),
  ).toEqual(
    ACTIONS.map(name => [
      name,
      { readOnly: true, destructive: false, idempotent: true },
    ]),
  );
});

describe.each(ACTIONS)('%s', action => {
  it('asks for the caller’s permission itself', async () => {
    const answers = ['mine', 'other', 'hidden', 'nothing'].map(name =>
      invoke(action, { entityRef: ref(name) }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([
      200, 403, 404, 404,
    ]);
  });

  it.each([
    ['nothing', {}],
    ['no ref', { entityRef: 'or ders' }],
    ['a number', { entityRef: 7 }],
  ])('refuses %s', async (_, input) => {
    const { status, body } = await invoke(action, input);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toContain('node_modules');
  });

  it('leaves a trace of who read what', async () => {
    await invoke(action, { entityRef: ref('mine') });
    await invoke(action, { entityRef: ref('other') });
    const meta = (name: string) => ({
      entityRefs: [ref(name)],
      caller: 'user:default/maria',
    });
    expect(audited.map(({ request: _, ...event }) => event)).toMatchObject([
      { severityLevel: 'low', meta: meta('mine') },
      { severityLevel: 'low', meta: meta('other') },
      {
        eventId: 'access-denied',
        severityLevel: 'medium',
        meta: meta('other'),
      },
    ]);
  });
});

it('get-queue-status answers as the status of the API does', async () => {
  const { body } = await invoke('get-queue-status', { entityRef: ref('mine') });
  const status = await portal.get(
    '/api/celery/v1/entities/component/default/mine/status',
  );
  expect(serviceStatusSchema.strict().parse(body.output)).toMatchObject({
    broker: { name: 'broker', state: 'ok' },
    queues: [{ name: 'mine', length: 2 }],
  });
  expect(Object.keys(body.output)).toEqual(Object.keys(status.body));
  expect(Object.keys(body.output.queues[0])).toEqual(
    Object.keys(status.body.queues[0]),
  );
});

describe('get-queue-history', () => {
  it('answers as the history of the API does', async () => {
    const range = {
      from: '2026-11-25T10:00:00Z',
      to: '2026-11-25T11:00:00Z',
      stepSeconds: 600,
    };
    const { body } = await invoke('get-queue-history', {
      entityRef: ref('mine'),
      ...range,
    });
    const history = await portal
      .get('/api/celery/v1/entities/component/default/mine/history')
      .query(range);
    expect(body.output).toMatchObject({ stepSeconds: 600 });
    expect(body.output).toEqual(history.body);
  });

  it('refuses a range that is none', async () => {
    const { status, body } = await invoke('get-queue-history', {
      entityRef: ref('mine'),
      from: 'yesterday',
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('from: ');
  });
});

describe('explain-scaling', () => {
  async function explain() {
    const { status, body } = await invoke('explain-scaling', {
      entityRef: ref('mine'),
    });
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('127.0.0.1');
    const [queue] = body.output.queues;
    return queue;
  }

  it('says what is going on, and what it was read from', async () => {
    expect(await explain()).toMatchObject({
      queue: 'mine',
      state: 'not-autoscaled',
      sentence: expect.stringContaining('2 waiting'),
      workers: { current: 2, desired: 2 },
      evidence: expect.arrayContaining([
        expect.objectContaining({ object: 'queue mine', value: 2 }),
      ]),
    });
  });

  it('leaves unknown what the cluster does not show', async () => {
    objects.deployments = 403;
    expect(await explain()).toMatchObject({
      state: 'not-permitted',
      workers: { current: null, desired: null, min: null, max: null },
    });
  });

  it('asks the Kubernetes plugin with the caller’s rights', async () => {
    denied = ['kubernetes.resources.read'];
    expect(await explain()).toMatchObject({
      state: 'not-permitted',
      sentence: expect.stringContaining('2 waiting'),
      workers: { current: null },
    });
  });
});
