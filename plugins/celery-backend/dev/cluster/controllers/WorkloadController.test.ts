import { until } from '../../testing/until';
import { EventRecorder } from '../store/events';
import { Deployment, Pod } from '../store/objects';
import { ObjectStore } from '../store/ObjectStore';
import { isActive } from './victims';
import { WorkloadController } from './WorkloadController';

jest.setTimeout(60_000);

let store: ObjectStore;
let controller: WorkloadController;

beforeEach(() => {
  store = new ObjectStore();
  controller = new WorkloadController(store, new EventRecorder(store));
  controller.start();
});

afterEach(() => controller.stop());

function createDeployment(replicas: number): Deployment {
  return store.create<Deployment>({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders', namespace: 'orders' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'orders' } },
      template: {
        metadata: { labels: { app: 'orders' } },
        spec: {
          terminationGracePeriodSeconds: 60,
          containers: [{ name: 'worker' }],
        },
      },
    },
  });
}

const deployment = () => store.get('Deployment', 'orders', 'orders')!;
const pods = () => store.list('Pod');
const active = () => pods().filter(isActive);

function scale(replicas: number): void {
  store.update(deployment(), live => ({
    ...live,
    spec: { ...live.spec, replicas },
  }));
}

function becomeReady(pod: Pod): void {
  store.update(pod, live => ({
    ...live,
    status: {
      phase: 'Running',
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
    },
  }));
}

it('makes pods of a Deployment by way of a ReplicaSet', async () => {
  createDeployment(2);
  await until(() => pods().length === 2);
  const [replicaSet] = store.list('ReplicaSet');
  const hash = replicaSet.metadata.labels?.['pod-template-hash'];
  expect(replicaSet.metadata.name).toBe(`orders-${hash}`);
  expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{7,10}$/);
  expect(replicaSet.metadata.ownerReferences).toMatchObject([
    { kind: 'Deployment', name: 'orders' },
  ]);
  for (const pod of pods()) {
    const [, random] = pod.metadata.name.split(`orders-${hash}-`);
    expect(random).toHaveLength(5);
    expect(pod).toMatchObject({
      metadata: {
        labels: { app: 'orders', 'pod-template-hash': hash },
        ownerReferences: [{ kind: 'ReplicaSet' }],
      },
      spec: { nodeName: 'local' },
      status: { phase: 'Pending' },
    });
  }
});

it('writes the statuses as the pods become ready', async () => {
  createDeployment(2);
  await until(() => deployment().status?.replicas === 2);
  expect(deployment().status).toMatchObject({
    unavailableReplicas: 2,
    updatedReplicas: 2,
    terminatingReplicas: 0,
    conditions: [
      { type: 'Available', status: 'False' },
      { type: 'Progressing', reason: 'ReplicaSetUpdated' },
    ],
  });
  expect(deployment().status).not.toHaveProperty('readyReplicas');

  pods().forEach(becomeReady);
  await until(() => deployment().status?.readyReplicas === 2);
  expect(deployment().status).toMatchObject({
    availableReplicas: 2,
    conditions: [
      { type: 'Available', status: 'True' },
      { type: 'Progressing', reason: 'NewReplicaSetAvailable' },
    ],
  });
  expect(store.list('ReplicaSet')[0].status).toMatchObject({
    replicas: 2,
    readyReplicas: 2,
  });
});

it('asks pods to end, with their grace, when there are fewer to be', async () => {
  createDeployment(3);
  await until(() => pods().length === 3);
  const [one] = pods();
  becomeReady(one);
  scale(1);
  await until(() => active().length === 1);
  expect(active()[0].metadata.name).toBe(one.metadata.name);
  const ending = pods().filter(pod => !isActive(pod));
  expect(ending).toHaveLength(2);
  expect(ending[0].metadata.deletionGracePeriodSeconds).toBe(60);
  await until(() => deployment().status?.terminatingReplicas === 2);
  expect(deployment().status?.replicas).toBe(1);
});

it('replaces a pod that somebody deletes', async () => {
  createDeployment(1);
  await until(() => pods().length === 1);
  const [pod] = pods();
  controller.deletePod(pod);
  await until(() => active().length === 1 && pods().length === 2);
  expect(active()[0].metadata.name).not.toBe(pod.metadata.name);
});

it('lets a pod have no grace when it is deleted so', async () => {
  createDeployment(1);
  await until(() => pods().length === 1);
  controller.deletePod(pods()[0], 0);
  await until(() => pods().length === 2);
  const [ending] = pods().filter(pod => !isActive(pod));
  expect(ending.metadata.deletionGracePeriodSeconds).toBe(0);
});

it('replaces all pods when their template changes', async () => {
  createDeployment(2);
  await until(() => pods().length === 2);
  const before = pods();
  store.update(deployment(), live => ({
    ...live,
    spec: {
      ...live.spec,
      template: {
        ...live.spec.template,
        spec: { containers: [{ name: 'worker', args: ['new'] }] },
      },
    },
  }));
  await until(() => active().length === 2 && pods().length === 4);
  expect(active()[0].spec.containers[0].args).toEqual(['new']);

  before.forEach(pod => store.remove(pod));
  await until(() => store.list('ReplicaSet').length === 1);
  expect(deployment().metadata.generation).toBe(2);
});

it('removes everything below a Deployment that is gone', async () => {
  createDeployment(2);
  await until(() => pods().length === 2);
  store.remove(deployment());
  await until(() => active().length === 0);
  pods().forEach(pod => store.remove(pod));
  await until(() => store.list('ReplicaSet').length === 0);
  expect(pods()).toEqual([]);
});
