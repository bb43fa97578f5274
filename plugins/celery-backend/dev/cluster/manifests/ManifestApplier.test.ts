import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterMemory } from '../memory';
import { ObjectStore } from '../store/ObjectStore';
import { ManifestApplier } from './ManifestApplier';
import { ManifestObject } from './parseManifest';

let folder: string;
let store: ObjectStore;
let memory: ClusterMemory;
let applier: ManifestApplier;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'applier-'));
  await startAnew();
});

afterEach(() => rm(folder, { recursive: true }));

async function startAnew(): Promise<void> {
  store = new ObjectStore();
  memory = await ClusterMemory.open(join(folder, 'memory.json'));
  applier = new ManifestApplier(store, memory);
}

function manifest(
  kind: 'Deployment' | 'ScaledObject',
  details: {
    annotations?: Record<string, string>;
    spec?: Record<string, unknown>;
  } = {},
): ManifestObject {
  const { annotations, spec } = details;
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name: 'orders', namespace: 'orders', annotations },
    spec: { ...spec },
  };
}

const deployment = () => store.get('Deployment', 'orders', 'orders');
const scaledObject = () => store.get('ScaledObject', 'orders', 'orders');

it('makes one replica of a Deployment that names none, and keeps what others set', () => {
  applier.apply('orders', [manifest('Deployment')], true);
  expect(deployment()?.spec.replicas).toBe(1);

  store.update(deployment()!, live => ({
    ...live,
    spec: { ...live.spec, replicas: 7 },
  }));
  applier.apply('orders', [manifest('Deployment', { spec: { x: 1 } })], true);
  expect(deployment()?.spec).toEqual({ replicas: 7, x: 1 });
});

it('sets the replicas that a manifest names', () => {
  const object = manifest('Deployment', { spec: { replicas: 3 } });
  applier.apply('orders', [object], true);
  expect(deployment()?.spec.replicas).toBe(3);
});

it('removes annotations with the manifest and leaves those of others', () => {
  const own = { annotations: { own: '1' } };
  applier.apply('orders', [manifest('ScaledObject', own)], true);
  store.update(scaledObject()!, live => ({
    ...live,
    metadata: {
      ...live.metadata,
      annotations: { ...live.metadata.annotations, other: '2' },
    },
  }));
  expect(applier.foreignAnnotations(scaledObject()!)).toEqual({ other: '2' });

  applier.apply('orders', [manifest('ScaledObject')], true);
  expect(scaledObject()?.metadata.annotations).toEqual({ other: '2' });
});

it('removes what a service no longer has, unless a manifest was unreadable', () => {
  applier.apply('orders', [manifest('Deployment')], true);
  applier.apply('orders', [], false);
  expect(deployment()).toBeDefined();
  applier.apply('orders', [], true);
  expect(deployment()).toBeUndefined();
});

it('removes everything with the service', () => {
  const objects = [manifest('Deployment'), manifest('ScaledObject')];
  applier.apply('orders', objects, true);
  applier.remove('orders');
  expect(deployment()).toBeUndefined();
  expect(scaledObject()).toBeUndefined();
});

it('leaves an object to the service that had it first', () => {
  expect(applier.apply('orders', [manifest('Deployment')], true)).toEqual([]);
  const second = manifest('Deployment', { spec: { replicas: 9 } });
  expect(applier.apply('copy', [second], true)).toEqual([
    'Deployment orders/orders is defined twice, also by orders: the first one counts',
  ]);
  expect(deployment()?.spec.replicas).toBe(1);
  applier.remove('copy');
  expect(deployment()).toBeDefined();
});

it('remembers replicas, identity and foreign annotations from start to start', async () => {
  applier.apply('orders', [manifest('Deployment')], true);
  applier.apply('pause', [manifest('ScaledObject')], true);
  const before = deployment()!;
  memory.remember(before, { replicas: 5 });
  memory.remember(scaledObject()!, { annotations: { paused: 'true' } });
  await memory.close();

  await startAnew();
  applier.apply('orders', [manifest('Deployment')], true);
  applier.apply('pause', [manifest('ScaledObject')], true);

  expect(deployment()).toMatchObject({
    spec: { replicas: 5 },
    metadata: {
      uid: before.metadata.uid,
      creationTimestamp: before.metadata.creationTimestamp,
    },
  });
  expect(scaledObject()?.metadata.annotations).toEqual({ paused: 'true' });
});

it('forgets a service that was removed', async () => {
  applier.apply('orders', [manifest('Deployment')], true);
  memory.remember(deployment()!, { replicas: 5 });
  applier.remove('orders');
  await memory.close();

  await startAnew();
  applier.apply('orders', [manifest('Deployment')], true);
  expect(deployment()?.spec.replicas).toBe(1);
});
