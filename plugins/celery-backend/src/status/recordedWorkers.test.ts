import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  celeryHistoryReadPermission,
  celeryPermissions,
  serviceStatusSchema,
  statusQueryResponseSchema,
} from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { startValkey, Valkey } from '../../dev/broker/valkey';
import { ownersOnly, startGuardedPortal } from '../__testUtils__/guardedPortal';
import { ClusterObjects, kubernetesStandIn } from '../__testUtils__/kubernetes';
import { unackedEntry } from '../__testUtils__/messages';

const ENTITY_REFS = ['mine', 'other'].map(name => `component:default/${name}`);
const ALLOW = { result: AuthorizeResult.ALLOW } as const;

let objects: ClusterObjects = {};
/** What the policy answers about the history; other permissions are granted. */
let decide: (user?: PolicyQueryUser) => PolicyDecision;
let decideQueues: typeof decide;
const asked: string[] = [];
let valkey: Valkey;
let portal: Awaited<ReturnType<typeof startGuardedPortal>>;
const scheduler = mockServices.scheduler.mock();

function deployment(name: string, replicas: number) {
  return {
    metadata: { name, labels: { 'celeryq.dev/queue': name } },
    spec: { replicas },
    status: { readyReplicas: replicas },
  };
}

beforeAll(async () => {
  valkey = await startValkey();
  const redis = new Redis(valkey.url);
  await redis.hset('unacked', 'tag', unackedEntry('mine'));
  redis.disconnect();
  portal = await startGuardedPortal({
    features: [kubernetesStandIn(() => objects), scheduler.factory],
    decide: (permission, user) => {
      if (!celeryPermissions.some(each => isPermission(permission, each))) {
        return undefined;
      }
      asked.push(permission.name);
      return isPermission(permission, celeryHistoryReadPermission)
        ? decide(user)
        : decideQueues(user);
    },
    config: {
      celery: { brokers: [{ name: 'broker', url: valkey.url }] },
    },
  });
}, 300_000);

beforeEach(() => {
  decide = () => ALLOW;
  decideQueues = () => ALLOW;
});

afterAll(async () => {
  await portal?.stop();
  await valkey?.stop();
});

async function record() {
  const [task] = scheduler.scheduleTask.mock.calls
    .map(([each]) => each)
    .filter(({ id }) => id === 'celery-history');
  await task.fn(new AbortController().signal);
}

async function query() {
  asked.length = 0;
  const { status, body } = await portal.post('/api/celery/v1/status/query', {
    entityRefs: ENTITY_REFS,
  });
  expect(status).toBe(200);
  return statusQueryResponseSchema.parse(body).items;
}

async function workersSeen() {
  return (await query()).map(item =>
    'workers' in item ? item.workers?.map(({ name }) => name) : undefined,
  );
}

it('leaves workers out while none are recorded', async () => {
  expect(await workersSeen()).toEqual([undefined, undefined]);
  expect(asked).not.toContain('celery.history.read');
});

it('tells the workers that were recorded last', async () => {
  objects = { deployments: [deployment('mine', 0), deployment('other', 3)] };
  await record();
  // What was read before is held on to for a moment.
  while (!(await workersSeen()).some(Boolean)) {
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  const [mine, other] = await query();
  expect(mine).toMatchObject({
    queues: [{ name: 'mine', length: 0, inFlight: 1 }],
    workers: [{ name: 'mine', current: 0, desired: 0 }],
  });
  const [stranded] = 'workers' in mine ? mine.workers! : [];
  expect(stranded.unattendedSince).toBe(stranded.at);
  expect(other).toMatchObject({
    workers: [{ name: 'other', current: 3, desired: 3, at: expect.anything() }],
  });
  expect(other).not.toHaveProperty('workers.0.unattendedSince');
}, 60_000);

describe('tells them to those who may see the history', () => {
  const denied = { result: AuthorizeResult.DENY } as const;

  it('which is everybody where the policy allows it', async () => {
    expect(await workersSeen()).toEqual([['mine'], ['other']]);
    expect(asked.filter(name => name === 'celery.history.read')).toHaveLength(
      1,
    );
  });

  it('which is nobody where the policy denies it', async () => {
    decide = () => denied;
    expect(await workersSeen()).toEqual([undefined, undefined]);
    expect(await query()).toMatchObject([
      { queues: [{ inFlight: 1 }] },
      { queues: [{ inFlight: 0 }] },
    ]);
  });

  it('which are the owners where the policy says so of the history alone', async () => {
    decide = ownersOnly;
    expect(await workersSeen()).toEqual([['mine'], undefined]);
  });

  it('which is not asked twice where the rules are those of the queues', async () => {
    decide = ownersOnly;
    decideQueues = ownersOnly;
    expect(await workersSeen()).toEqual([['mine'], undefined]);
    expect(asked.filter(name => name === 'celery.history.read')).toHaveLength(
      1,
    );
  });

  it('and in the answer about many alone', async () => {
    const { body } = await portal.get(
      '/api/celery/v1/entities/component/default/mine/status',
    );
    expect(serviceStatusSchema.strict().parse(body).queues).toHaveLength(1);
  });
});
