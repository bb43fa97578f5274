import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScaledObjectSpec } from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { startValkey, Valkey } from '../../broker/valkey';
import { ROOT } from '../../paths';
import { until } from '../../testing/until';
import { WorkloadController } from '../controllers/WorkloadController';
import { HpaController } from '../hpa/HpaController';
import { ClusterMemory } from '../memory';
import { EventRecorder } from '../store/events';
import { Deployment, ScaledObject } from '../store/objects';
import { ObjectStore } from '../store/ObjectStore';
import { KedaController } from './KedaController';
import { TriggerReader } from './TriggerReader';

jest.setTimeout(60_000);

const QUEUE = 'orders:orders';
const UNACKED = 'orders:unacked';

let folder: string;
let valkey: Valkey;
let redis: Redis;
let store: ObjectStore;
let memory: ClusterMemory;
let controllers: Array<{ stop(): void }>;

beforeAll(async () => {
  valkey = await startValkey();
  redis = new Redis(valkey.url);
}, 300_000);

afterAll(async () => {
  redis.disconnect();
  await valkey.stop();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keda-'));
  await redis.flushall();
  memory = await ClusterMemory.open(join(folder, 'memory.json'));
  startCluster();
});

afterEach(async () => {
  controllers.forEach(controller => controller.stop());
  await memory.close();
  await rm(folder, { recursive: true });
});

/** All but the kubelet: pods are made and never run. */
function startCluster(): void {
  store = new ObjectStore();
  const events = new EventRecorder(store);
  const keda = new KedaController({
    store,
    events,
    memory,
    reader: new TriggerReader(),
  });
  const hpa = new HpaController({
    store,
    events,
    metricsFor: each => keda.metricsFor(each),
    periodSeconds: 0.1,
  });
  const workloads = new WorkloadController(store, events);
  workloads.start();
  keda.start();
  hpa.start();
  controllers = [keda, hpa, workloads];
}

function spec(details: Partial<ScaledObjectSpec> = {}): ScaledObjectSpec {
  const metadata = { address: `127.0.0.1:${valkey.port}`, listLength: '2' };
  return {
    scaleTargetRef: { name: 'orders' },
    minReplicaCount: 0,
    maxReplicaCount: 6,
    pollingInterval: 0.1,
    cooldownPeriod: 1,
    triggers: [
      {
        type: 'redis',
        name: 'waiting',
        metadata: { ...metadata, listName: QUEUE },
      },
      {
        type: 'redis',
        name: 'running',
        metadata: { ...metadata, listName: UNACKED },
      },
    ],
    advanced: {
      scalingModifiers: { formula: 'waiting + running', target: '2' },
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleUp: {
            policies: [{ type: 'Pods', value: 6, periodSeconds: 15 }],
          },
          scaleDown: { stabilizationWindowSeconds: 0 },
        },
      },
    },
    ...details,
  };
}

function create(scaledObjectSpec = spec()): void {
  store.create<Deployment>({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders', namespace: 'orders' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'orders' } },
      template: {
        metadata: { labels: { app: 'orders' } },
        spec: { containers: [{ name: 'worker' }] },
      },
    },
  });
  store.create<ScaledObject>({
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'orders', namespace: 'orders', labels: { a: 'b' } },
    spec: scaledObjectSpec,
  });
}

const scaledObject = () => store.get('ScaledObject', 'orders', 'orders')!;
const hpa = () =>
  store.get('HorizontalPodAutoscaler', 'orders', 'keda-hpa-orders');
const replicas = () =>
  store.get('Deployment', 'orders', 'orders')!.spec.replicas;

function condition(type: string): { status?: string; reason?: string } {
  const conditions = scaledObject().status?.conditions as
    | Array<{ type: string; status: string; reason?: string }>
    | undefined;
  return conditions?.find(each => each.type === type) ?? {};
}

function annotate(annotations: Record<string, string>): void {
  store.update(scaledObject(), live => ({
    ...live,
    metadata: { ...live.metadata, annotations },
  }));
}

/** Which fields a status has, at every depth but inside lists. */
function shape(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => !/-redis-/.test(name))
          .map(([name, inner]) => [name, shape(inner)]),
      )
    : typeof value;
}

/** An object as a real cluster returned it. */
function recorded(
  scenario: string,
  object: 'scaledObject' | 'horizontalPodAutoscaler',
): { status: object } {
  const file = join(
    ROOT,
    'plugins/celery-common/src/__fixtures__',
    `${scenario}.json`,
  );
  return JSON.parse(readFileSync(file, 'utf8'))[object];
}

const statusShape = (object: { status?: unknown } | undefined) =>
  shape(object?.status);

it('follows the queue from zero to many and back', async () => {
  create();
  await until(() => replicas() === 0);
  expect(condition('Active')).toMatchObject({ reason: 'ScalerNotActive' });

  await redis.rpush(QUEUE, ...Array.from({ length: 8 }, String));
  await until(() => replicas() === 4);
  expect(condition('Active')).toMatchObject({ status: 'True' });

  await redis.del(QUEUE);
  await redis.hset(UNACKED, { a: 1, b: 2, c: 3, d: 4 });
  await until(() => replicas() === 2);

  await redis.del(UNACKED);
  await until(() => replicas() === 0);
});

it('counts hashes, sets and sorted sets as KEDA does', async () => {
  await redis.sadd(QUEUE, 'a', 'b');
  await redis.zadd(UNACKED, 1, 'a', 2, 'b', 3, 'c', 4, 'd');
  create();
  await until(() => replicas() === 3);
  expect(replicas()).toBe(3);
});

it('writes statuses with the fields that real ones have', async () => {
  create();
  await until(() => replicas() === 0);
  const idle = recorded('zero-never-active', 'scaledObject').status;
  expect(statusShape(scaledObject())).toEqual(
    shape({ ...idle, compositeScalerName: 'composite-metric' }),
  );

  await redis.rpush(QUEUE, ...Array.from({ length: 8 }, String));
  await until(() => replicas() === 4 && condition('HPAActive').status);
  expect(statusShape(scaledObject())).toEqual(
    statusShape(recorded('formula-active-list-empty', 'scaledObject')),
  );
  expect(statusShape(hpa())).toEqual(
    statusShape(recorded('scaling-up-active', 'horizontalPodAutoscaler')),
  );
  expect(hpa()).toMatchObject({
    metadata: {
      labels: { a: 'b', 'scaledobject.keda.sh/name': 'orders' },
      ownerReferences: [{ kind: 'ScaledObject', name: 'orders' }],
    },
    spec: { minReplicas: 1, maxReplicas: 6 },
  });
});

it('holds still while a key has a type that cannot be counted', async () => {
  await redis.rpush(QUEUE, ...Array.from({ length: 8 }, String));
  create();
  await until(() => replicas() === 4);
  await redis.set(UNACKED, 'text');
  await until(() => condition('Ready').status === 'False');
  expect(condition('Ready')).toMatchObject({ reason: 'TriggerError' });
  await redis.del(QUEUE);
  expect(replicas()).toBe(4);

  await redis.del(UNACKED);
  await until(() => replicas() === 0);
  expect(condition('Ready')).toMatchObject({ status: 'True' });
});

it('makes no HPA before it has reached the broker once', async () => {
  const unreachable = spec().triggers.map(trigger => ({
    ...trigger,
    metadata: { ...trigger.metadata, address: '127.0.0.1:1' },
  }));
  create(spec({ triggers: unreachable }));
  await until(() => condition('Ready').status === 'False');
  expect(scaledObject().status?.conditions).toContainEqual({
    type: 'Ready',
    status: 'False',
    reason: 'ScaledObjectCheckFailed',
    message: 'connection to redis failed: connect: connection refused',
  });
  expect(hpa()).toBeUndefined();
  expect(replicas()).toBe(1);

  store.update(scaledObject(), live => ({ ...live, spec: spec() }));
  await until(() => hpa() && condition('Ready').status === 'True');
});

it.each([
  [
    'a formula with an unknown name',
    { advanced: { scalingModifiers: { formula: 'wating', target: '2' } } },
    /wating/,
  ],
  [
    'no such Deployment',
    { scaleTargetRef: { name: 'other' } },
    /correct scaleTargetRef/,
  ],
])('says why it cannot scale: %s', async (_, broken, message) => {
  create(spec(broken));
  await until(() => condition('Ready').status === 'False');
  expect(condition('Ready')).toMatchObject({
    reason: 'ScaledObjectCheckFailed',
    message: expect.stringMatching(message),
  });
});

it('can be paused at a number of replicas, and goes on afterwards', async () => {
  create();
  await until(() => replicas() === 0);
  annotate({ 'autoscaling.keda.sh/paused-replicas': '2' });
  await until(() => replicas() === 2 && !hpa());
  expect(condition('Paused')).toMatchObject({ status: 'True' });
  expect(scaledObject().status?.pausedReplicaCount).toBe(2);

  annotate({});
  await until(() => hpa() && replicas() === 0);
  expect(condition('Paused')).toMatchObject({ status: 'False' });
});

it('removes the HPA of a ScaledObject that is gone and leaves the replicas', async () => {
  await redis.rpush(QUEUE, ...Array.from({ length: 8 }, String));
  create();
  await until(() => replicas() === 4);
  store.remove(scaledObject());
  await until(() => !hpa());
  expect(replicas()).toBe(4);
});

it('remembers the last activity when it is started anew', async () => {
  await redis.rpush(QUEUE, 'a');
  create(spec({ cooldownPeriod: 3600 }));
  await until(() => scaledObject().status?.lastActiveTime);
  const { metadata } = scaledObject();
  controllers.forEach(controller => controller.stop());
  await redis.flushall();
  await memory.close();

  memory = await ClusterMemory.open(join(folder, 'memory.json'));
  expect(memory.recall({ kind: 'ScaledObject', metadata })).toMatchObject({
    uid: metadata.uid,
    originalReplicaCount: 1,
  });
  startCluster();
  create(spec({ cooldownPeriod: 3600 }));
  await until(() => condition('Active').reason === 'ScalerCooldown');
  expect(replicas()).toBe(1);
});
