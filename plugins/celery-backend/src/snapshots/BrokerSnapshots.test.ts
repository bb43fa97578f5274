import { KOMBU_PRIORITY_STEPS } from '@celery-keda/backstage-plugin-celery-common';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { brokerFailure } from '../broker/BrokerFailure';
import { BrokerReading, QueueTarget } from '../broker/QueueReading';
import { BrokerSnapshots } from './BrokerSnapshots';
import { SnapshotMetrics } from './SnapshotMetrics';

const REFRESH = 5;

function target(queue: string): QueueTarget {
  return { queue, keyPrefix: '', prioritySteps: KOMBU_PRIORITY_STEPS };
}

function reading(length: number | null) {
  return {
    length,
    lengthByPriority: null,
    inFlight: 0,
    inFlightEstimated: false,
    scheduled: 0,
    scheduledEstimated: false,
    oldestAgeSeconds: null,
    newestInFlightAge: Infinity,
    newest: null,
    arrived: null,
  };
}

/** A broker under the test's control, at a time under the test's control. */
function setUp() {
  const lengths = new Map<string, number | null>();
  const logger = mockServices.logger.mock();
  const measured: unknown[] = [];
  const instrument = (name: string) => {
    const write = (value: number, attributes?: object) =>
      measured.push([name, value, attributes]);
    return { add: write, record: write };
  };
  const metrics = metricsServiceMock.mock({
    createCounter: instrument,
    createGauge: instrument,
    createHistogram: instrument,
  });
  const readBroker = jest.fn(
    async (targets: QueueTarget[]): Promise<BrokerReading> => ({
      queues: targets.map(({ queue }) => reading(lengths.get(queue) ?? null)),
      commands: 1,
    }),
  );
  let now = Date.parse('2026-11-25T12:00:00Z');
  const snapshots = new BrokerSnapshots({
    name: 'orders-broker',
    readBroker,
    refreshSeconds: REFRESH,
    logger,
    metrics: new SnapshotMetrics(metrics),
    now: () => now,
  });
  return {
    lengths,
    logger,
    measured,
    readBroker,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    view: (...queues: string[]) => snapshots.view(queues.map(target)),
    background: (...queues: string[]) =>
      snapshots.view(queues.map(target), { background: true }),
    queuesRead: () =>
      readBroker.mock.calls.map(([targets]) =>
        targets.map(({ queue }) => queue),
      ),
  };
}

/** A reading that ends when the test says so. */
function held<T>() {
  let release: (value: T) => void = () => {};
  const promise = new Promise<T>(resolve => {
    release = resolve;
  });
  return { promise, release };
}

const REFUSED = brokerFailure('refused', 'orders-broker');
const TIMEOUT = brokerFailure('timeout', 'orders-broker');

describe('sharing', () => {
  it('reads once for all who ask at the same time', async () => {
    const { view, queuesRead } = setUp();
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => view(`q${index % 50}`)),
    );
    expect(queuesRead()).toHaveLength(1);
    expect(queuesRead()[0]).toHaveLength(50);
  });

  it('reads once a refresh, whoever asks in between', async () => {
    const { view, queuesRead, pass } = setUp();
    await view('a');
    pass(REFRESH - 1);
    await Promise.all([view('a'), view('a')]);
    expect(queuesRead()).toHaveLength(1);
    pass(1);
    await view('a');
    expect(queuesRead()).toHaveLength(2);
  });

  it('takes along what others look at, so that they need no reading of their own', async () => {
    const { view, queuesRead, pass } = setUp();
    await view('a');
    pass(2);
    await view('b');
    pass(3);
    await view('a');
    pass(2);
    await view('b');
    expect(queuesRead()).toEqual([['a'], ['b'], ['a', 'b']]);
  });

  it('leaves out what nobody looks at any more', async () => {
    const { view, queuesRead, pass } = setUp();
    await view('a');
    pass(60);
    await view('b');
    expect(queuesRead()).toEqual([['a'], ['b']]);
  });

  it('keeps nothing fresh that only the background asks for', async () => {
    const { view, background, queuesRead, pass } = setUp();
    await background('a', 'b');
    pass(REFRESH);
    await view('a');
    pass(REFRESH);
    await background('b');
    expect(queuesRead()).toEqual([['a', 'b'], ['a'], ['a', 'b']]);
  });

  it('reads a queue that misses a reading under way in the next one', async () => {
    const { view, readBroker, queuesRead } = setUp();
    const first = held<BrokerReading>();
    readBroker.mockReturnValueOnce(first.promise);
    const a = view('a');
    await new Promise(setImmediate);
    const others = [view('b'), view('c'), view('a')];
    await new Promise(setImmediate);
    expect(queuesRead()).toEqual([['a']]);
    first.release({ commands: 1, queues: [reading(1)] });
    await Promise.all([a, ...others]);
    expect(queuesRead()).toEqual([['a'], ['b', 'c']]);
  });

  it('keeps queues apart that only their prefix tells apart', async () => {
    const { readBroker } = setUp();
    const snapshots = new BrokerSnapshots({
      name: 'orders-broker',
      readBroker,
      refreshSeconds: REFRESH,
      logger: mockServices.logger.mock(),
      metrics: new SnapshotMetrics(metricsServiceMock.mock()),
    });
    await Promise.all([
      snapshots.view([{ ...target('a'), keyPrefix: 'x' }]),
      snapshots.view([{ ...target('xa'), keyPrefix: '' }]),
      snapshots.view([{ ...target('a'), prioritySteps: [0] }]),
    ]);
    expect(readBroker.mock.calls[0][0]).toHaveLength(3);
  });
});

describe('a failing broker', () => {
  it('is unreachable when nothing is known', async () => {
    const { view, readBroker } = setUp();
    readBroker.mockRejectedValueOnce(REFUSED);
    expect(await view('a')).toEqual({
      broker: {
        name: 'orders-broker',
        state: 'unreachable',
        error: { code: 'refused', message: REFUSED.message },
      },
      queues: [undefined],
    });
  });

  it('is stale with the last known numbers and their time', async () => {
    const { view, lengths, readBroker, pass } = setUp();
    lengths.set('a', 7);
    const { queues: before } = await view('a');
    readBroker.mockRejectedValue(REFUSED);
    pass(300);
    const { broker, queues } = await view('a', 'never read');
    expect(broker).toMatchObject({
      state: 'stale',
      error: { code: 'refused' },
    });
    expect(queues).toEqual([before[0], undefined]);
  });

  it('is tried once a refresh, and not made to wait for in between', async () => {
    const { view, readBroker, pass } = setUp();
    readBroker.mockRejectedValue(REFUSED);
    await view('a');
    await view('b');
    pass(REFRESH - 1);
    await view('a');
    expect(readBroker).toHaveBeenCalledTimes(1);
    pass(1);
    await view('a');
    expect(readBroker).toHaveBeenCalledTimes(2);
  });

  it('that hangs is answered for at once after the first time', async () => {
    const { view, readBroker, pass } = setUp();
    readBroker.mockRejectedValueOnce(TIMEOUT);
    await view('a');
    pass(REFRESH);
    const hanging = held<BrokerReading>();
    readBroker.mockReturnValueOnce(hanging.promise);
    expect((await view('a')).broker.error?.code).toBe('timeout');
    hanging.release({ commands: 1, queues: [reading(3)] });
    await new Promise(setImmediate);
    expect((await view('a')).broker.state).toBe('ok');
  });

  it('spares those who wait for the next reading a second timeout', async () => {
    const { view, readBroker } = setUp();
    const hanging = held<BrokerReading>();
    readBroker.mockReturnValueOnce(
      hanging.promise.then(() => Promise.reject(TIMEOUT)),
    );
    const a = view('a');
    await new Promise(setImmediate);
    const b = view('b');
    hanging.release({ commands: 1, queues: [] });
    expect((await a).broker.state).toBe('unreachable');
    expect((await b).broker.state).toBe('unreachable');
    expect(readBroker).toHaveBeenCalledTimes(1);
  });

  it('is fresh again with the first reading that works', async () => {
    const { view, lengths, readBroker, pass } = setUp();
    readBroker.mockRejectedValueOnce(REFUSED);
    await view('a');
    pass(REFRESH);
    lengths.set('a', 4);
    const { broker, queues } = await view('a');
    expect(broker).toEqual({ name: 'orders-broker', state: 'ok' });
    expect(queues[0]?.reading.length).toBe(4);
  });

  it('is logged once a change, not once a reading', async () => {
    const { view, readBroker, pass, logger } = setUp();
    for (const failure of [
      REFUSED,
      REFUSED,
      TIMEOUT,
      TIMEOUT,
      undefined,
      undefined,
    ]) {
      if (failure) {
        readBroker.mockRejectedValueOnce(failure);
      }
      await view('a');
      pass(REFRESH);
    }
    expect(logger.warn.mock.calls.map(([line]) => line)).toEqual([
      `${REFUSED.message} (refused)`,
      `${TIMEOUT.message} (timeout)`,
    ]);
    expect(logger.info.mock.calls).toEqual([
      ['Broker orders-broker answers again'],
    ]);
  });
});

it('says what the broker limits although it answers', async () => {
  const { view, readBroker, logger, pass } = setUp();
  const limitation = brokerFailure('script-denied', 'b').toBrokerError();
  readBroker.mockResolvedValue({
    queues: [reading(1)],
    commands: 1,
    limitation,
  });
  expect((await view('a')).broker).toEqual({
    name: 'orders-broker',
    state: 'ok',
    error: limitation,
  });
  pass(REFRESH);
  await view('a');
  expect(logger.warn).toHaveBeenCalledTimes(1);
});

it('tells when a shrinking queue will be empty, from its own readings', async () => {
  const { view, lengths, pass } = setUp();
  const drains: Array<number | null | undefined> = [];
  for (const length of [100, 90, null, 80, 70, 90, 0]) {
    lengths.set('a', length);
    drains.push((await view('a')).queues[0]?.rates.secondsToDrain);
    pass(REFRESH);
  }
  expect(drains).toEqual([null, 45, null, null, 35, null, 0]);
});

it('counts arrivals in every third reading, from where it left off', async () => {
  const { view, readBroker, pass } = setUp();
  let newest = 1000;
  readBroker.mockImplementation(async () => ({
    queues: [{ ...reading(10), newest: (newest += 10), arrived: 30 }],
    commands: 1,
  }));
  const rates: unknown[] = [];
  for (let round = 0; round < 7; round++) {
    const { queues } = await view('a');
    rates.push(queues[0]?.rates.arrivalPerSecond);
    pass(REFRESH);
  }
  expect(
    readBroker.mock.calls.map(([[{ arrivalsSince }]]) => arrivalsSince),
  ).toEqual([0, undefined, undefined, 1010, undefined, undefined, 1040]);
  expect(rates).toEqual([null, null, null, 2, 2, 2, 2]);
});

it('sees that nothing comes after a message that nobody saw wait', async () => {
  const { view, readBroker, pass } = setUp();
  const ages: unknown[] = [];
  for (let round = 0; round < 8; round++) {
    readBroker.mockResolvedValueOnce({
      queues: [
        {
          ...reading(0),
          inFlight: 1,
          newestInFlightAge: 100 + round * REFRESH,
        },
      ],
      commands: 1,
    });
    const { queues } = await view('a');
    const { arrivalPerSecond, newestInFlightAgeSeconds } = queues[0]!.rates;
    ages.push(newestInFlightAgeSeconds);
    expect(arrivalPerSecond).toBeNull();
    pass(REFRESH);
  }
  expect(ages).toEqual([null, null, null, null, null, null, 130, 135]);
});

it('measures readings, failures and what needed none', async () => {
  const { view, pass, measured, readBroker } = setUp();
  const broker = 'orders-broker';
  await view('a');
  await view('a');
  pass(REFRESH);
  readBroker.mockRejectedValueOnce(REFUSED);
  await view('a');
  expect(measured).toEqual([
    ['celery.snapshot.requests', 1, { broker, cached: false }],
    ['celery.broker.commands', 1, { broker }],
    ['celery.broker.reading.duration', expect.any(Number), { broker }],
    ['celery.broker.up', 1, { broker }],
    ['celery.snapshot.requests', 1, { broker, cached: true }],
    ['celery.snapshot.requests', 1, { broker, cached: false }],
    ['celery.broker.errors', 1, { broker, code: 'refused' }],
    ['celery.broker.reading.duration', expect.any(Number), { broker }],
    ['celery.broker.up', 0, { broker }],
  ]);
});
