import { mockServices } from '@backstage/backend-test-utils';
import { CeleryService } from '@celery-keda/backstage-plugin-celery-common';
import { CelerySnapshot } from '../snapshots/CelerySnapshots';
import { HistoryRecorder } from './HistoryRecorder';
import { HistorySample, HistoryStore } from './HistoryStore';
import { IsInFlight, QueueReplicas, ReplicaReader } from './ReplicaReader';

const NOON = Date.parse('2026-11-25T12:00:00Z');

function service(name: string): CeleryService {
  return {
    entityRef: `component:default/${name}`,
    broker: 'broker',
    queues: [name],
    keyPrefix: '',
    prioritySteps: [0],
  };
}

function snapshot(
  name: string,
  state: CelerySnapshot['broker']['state'],
  length: number | null,
): CelerySnapshot {
  return {
    observedAt: state === 'unreachable' ? null : '2026-11-25T11:59:58.700Z',
    refreshSeconds: 5,
    broker: { name: 'broker', state },
    queues: [
      {
        name,
        length,
        lengthByPriority: null,
        inFlight: length === null ? null : 1,
        oldestAgeSeconds: null,
        arrivalPerSecond: null,
        drainPerSecond: null,
        secondsToDrain: null,
      },
    ],
  };
}

function setUp(snapshots: Record<string, CelerySnapshot>) {
  const samples: HistorySample[] = [];
  const store = {
    add: jest.fn(async (added: readonly HistorySample[]) => {
      samples.push(...added);
    }),
    rollUp: jest.fn(async () => {}),
  };
  const replicasOfA: QueueReplicas = new Map([
    ['a', { current: 2, desired: 3, min: 0, max: 9 }],
  ]);
  const listServices = jest.fn(async () => Object.keys(snapshots).map(service));
  const read = jest.fn(
    async ({ queues }: { queues: readonly string[] }) => snapshots[queues[0]],
  );
  const countWorkers = jest.fn(
    async (services: readonly CeleryService[], _isInFlight: IsInFlight) =>
      new Map(
        services
          .filter(({ entityRef }) => entityRef === 'component:default/a')
          .map(({ entityRef }) => [entityRef, new Map(replicasOfA)]),
      ),
  );
  let now = NOON;
  const recorder = new HistoryRecorder({
    listServices,
    snapshots: { read },
    replicas: {
      read: countWorkers,
    } as Partial<ReplicaReader> as ReplicaReader,
    store: store as Partial<HistoryStore> as HistoryStore,
    logger: mockServices.logger.mock(),
    now: () => now,
  });
  return {
    samples,
    store,
    read,
    listServices,
    countWorkers,
    setReplicas: (current: number, desired: number) =>
      replicasOfA.set('a', { current, desired, min: 0, max: 9 }),
    record: () => recorder.record(),
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

it('writes down what is known at the time that it was read', async () => {
  const { record, samples, read } = setUp({
    a: snapshot('a', 'ok', 5),
    b: snapshot('b', 'ok', 0),
  });
  await record();
  expect(samples).toEqual([
    {
      entityRef: 'component:default/a',
      queue: 'a',
      at: NOON / 1000 - 2,
      length: 5,
      inFlight: 1,
      scheduled: null,
      oldestAgeSeconds: null,
      replicas: 2,
      desiredReplicas: 3,
    },
    expect.objectContaining({
      entityRef: 'component:default/b',
      length: 0,
      replicas: null,
      desiredReplicas: null,
    }),
  ]);
  expect(read).toHaveBeenCalledWith(service('a'), { background: true });
});

it('leaves a gap where nothing is known', async () => {
  const { record, samples } = setUp({
    a: snapshot('a', 'stale', 5),
    b: snapshot('b', 'unreachable', null),
    c: snapshot('c', 'ok', null),
  });
  await record();
  expect(samples).toEqual([]);
});

it('looks around once a minute, and sums up then', async () => {
  const { record, pass, listServices, store, samples } = setUp({
    a: snapshot('a', 'ok', 5),
  });
  for (let round = 0; round < 8; round++) {
    await record();
    pass(15);
  }
  expect(samples).toHaveLength(8);
  expect(listServices).toHaveBeenCalledTimes(2);
  expect(store.rollUp.mock.calls).toEqual([[NOON / 1000], [NOON / 1000 + 60]]);
});

it('counts workers with every sample while there is work or a worker', async () => {
  const snapshots = { a: snapshot('a', 'ok', 5), b: snapshot('b', 'ok', 5) };
  const { record, pass, samples, countWorkers, setReplicas } = setUp(snapshots);
  const round = async () => {
    await record();
    pass(15);
  };
  await round();
  setReplicas(3, 8);
  await round();
  expect(
    samples
      .filter(({ queue }) => queue === 'a')
      .map(({ desiredReplicas }) => desiredReplicas),
  ).toEqual([3, 8]);

  snapshots.a.queues[0] = { ...snapshots.a.queues[0], length: 0, inFlight: 0 };
  setReplicas(0, 0);
  await round();
  await round();
  const asked = countWorkers.mock.calls.map(([services]) =>
    services.map(({ queues }) => queues[0]),
  );
  // Of b's cluster nothing is known, so that it is not bothered either.
  expect(asked).toEqual([['a', 'b'], ['a'], ['a'], []]);
});

it('says which queues have messages in flight, whose last workers count', async () => {
  const snapshots = { a: snapshot('a', 'ok', 0), b: snapshot('b', 'ok', 5) };
  snapshots.b.queues[0] = { ...snapshots.b.queues[0], inFlight: 0 };
  const { record, pass, countWorkers } = setUp(snapshots);
  await record();
  pass(15);
  await record();
  for (const [, isInFlight] of countWorkers.mock.calls) {
    expect(isInFlight('component:default/a', 'a')).toBe(true);
    expect(isInFlight('component:default/b', 'b')).toBe(false);
  }
});

it('records on while the catalog is down, whom it knew before', async () => {
  const { record, pass, listServices, samples } = setUp({
    a: snapshot('a', 'ok', 5),
  });
  await record();
  listServices.mockRejectedValueOnce(new Error('down'));
  pass(60);
  await record();
  expect(listServices).toHaveBeenCalledTimes(2);
  expect(samples).toHaveLength(2);
});
