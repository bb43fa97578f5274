import fc from 'fast-check';
import { BrokerStatus, QueueStatus, RecordedWorkers } from '../contract';
import { isUnknownWorkers, stoppingWorkers } from '../workers';
import { bounds } from './__fixtures__/bounds';
import { healthy } from './__fixtures__/healthy';
import { inputOf } from './__fixtures__/situation';
import { stuck } from './__fixtures__/stuck';
import {
  OUTLINE_LOOKS,
  OUTLINE_STATES,
  outlineOf,
  OutlineState,
  RECORD_HOLDS_SECONDS,
} from './outline';
import { DIAGNOSIS_SEVERITIES, DiagnosisState } from './types';

const READ = Date.parse('2026-11-25T12:00:00Z');
const OK: BrokerStatus = { name: 'orders-broker', state: 'ok' };

function ago(seconds: number): string {
  return new Date(READ - seconds * 1000).toISOString();
}

function queue(numbers: Partial<QueueStatus>): QueueStatus {
  return {
    name: 'orders',
    length: 0,
    lengthByPriority: null,
    inFlight: 0,
    oldestAgeSeconds: null,
    arrivalPerSecond: null,
    drainPerSecond: null,
    secondsToDrain: null,
    ...numbers,
  };
}

interface Recorded {
  current?: number;
  desired?: number | null;
  secondsAgo?: number;
  /** For how long before the record there was work and no worker. */
  unattended?: number;
}

function recorded(record: Recorded): RecordedWorkers {
  const { current = 0, desired = 0, secondsAgo = 5, unattended } = record;
  return {
    name: 'orders',
    current,
    desired,
    at: ago(secondsAgo),
    ...(unattended !== undefined && {
      unattendedSince: ago(secondsAgo + unattended),
    }),
  };
}

function outline(numbers: Partial<QueueStatus>, record?: Recorded) {
  return outlineOf({
    broker: OK,
    queue: queue(numbers),
    observedAt: ago(0),
    workers: record && recorded(record),
  });
}

describe('by the numbers alone', () => {
  it.each<[string, Partial<QueueStatus>]>([
    ['idle', {}],
    ['waiting', { length: 5, oldestAgeSeconds: 119 }],
    ['waiting', { length: 5 }],
    ['stalled', { length: 5, oldestAgeSeconds: 120 }],
    [
      'stalled',
      { length: 5, oldestAgeSeconds: 900, inFlight: 3, scheduled: 3 },
    ],
    ['scheduled', { inFlight: 3, scheduled: 3 }],
    ['working', { inFlight: 3 }],
    ['draining', { inFlight: 3, arrivalPerSecond: 0 }],
    ['draining', { inFlight: 3, newestInFlightAgeSeconds: 30 }],
    ['working', { inFlight: 3, newestInFlightAgeSeconds: 29 }],
    [
      'working',
      { inFlight: 3, newestInFlightAgeSeconds: 30, arrivalPerSecond: 1 },
    ],
    ['working', { length: 5, inFlight: 3, oldestAgeSeconds: 900 }],
    ['draining', { length: 5, inFlight: 3, secondsToDrain: 9 }],
    [
      'working',
      { length: 5, inFlight: 3, secondsToDrain: 9, arrivalPerSecond: 1 },
    ],
    [
      'growing',
      { length: 5, inFlight: 3, arrivalPerSecond: 3, drainPerSecond: 2 },
    ],
    [
      'working',
      { length: 5, inFlight: 3, arrivalPerSecond: 2, drainPerSecond: 2 },
    ],
    ['queue-unreadable', { length: null }],
    ['queue-unreadable', { inFlight: null }],
  ])('%s: %o', (state, numbers) => {
    expect(outline(numbers)).toBe(state);
  });
});

describe('with recorded workers', () => {
  it.each<[string, Partial<QueueStatus>, Recorded]>([
    ['idle', {}, {}],
    ['idle', {}, { current: 1, desired: 1 }],
    ['cooling-down', {}, { current: 2 }],
    ['stranded', { inFlight: 1 }, { unattended: 60 }],
    ['stranded', { inFlight: 1, scheduled: 1 }, { unattended: 600 }],
    ['waking', { inFlight: 1 }, { unattended: 59 }],
    ['waking', { inFlight: 1 }, { desired: 1 }],
    ['steady', { inFlight: 1 }, { current: 1, desired: 1 }],
    [
      'draining',
      { inFlight: 1, arrivalPerSecond: 0 },
      { current: 1, desired: 1 },
    ],
    ['draining', { inFlight: 1 }, { current: 2 }],
    ['scheduled', { inFlight: 2, scheduled: 2 }, { current: 1, desired: 1 }],
    ['waking', { length: 5 }, {}],
    ['waking', { length: 5, oldestAgeSeconds: 119 }, { unattended: 90 }],
    ['stalled', { length: 5, oldestAgeSeconds: 120 }, {}],
    ['stalled', { length: 5 }, { unattended: 120 }],
    [
      'stalled',
      { length: 5, oldestAgeSeconds: 300, inFlight: 2 },
      { unattended: 90 },
    ],
    ['waking', { length: 5, oldestAgeSeconds: 179 }, { desired: 1 }],
    ['scaling-out', { length: 5, oldestAgeSeconds: 179 }, { desired: 2 }],
    ['stalled', { length: 5, oldestAgeSeconds: 180 }, { desired: 2 }],
    ['scaling-out', { length: 5, inFlight: 1 }, { current: 1, desired: 2 }],
    [
      'stalled',
      { length: 5, oldestAgeSeconds: 120 },
      { current: 1, desired: 2 },
    ],
    [
      'steady',
      { length: 5, oldestAgeSeconds: 120, drainPerSecond: 1 },
      { current: 1, desired: 1 },
    ],
    ['steady', { length: 5, inFlight: 1 }, { current: 1, desired: 1 }],
    [
      'draining',
      { length: 5, inFlight: 1, arrivalPerSecond: 0 },
      { current: 1, desired: 1 },
    ],
    [
      'growing',
      { length: 5, inFlight: 1, arrivalPerSecond: 3, drainPerSecond: 1 },
      { current: 1, desired: 1 },
    ],
  ])('%s: %o %o', (state, numbers, record) => {
    expect(outline(numbers, record)).toBe(state);
  });

  it.each<[string, Partial<QueueStatus>]>([
    ['working', { inFlight: 1 }],
    ['scheduled', { inFlight: 1, scheduled: 1 }],
    ['working', { length: 5, inFlight: 1 }],
  ])('calls what came after the record %s: %o', (state, numbers) => {
    expect(outline(numbers, {})).toBe(state);
  });

  it('does not believe what is old', () => {
    const numbers = { inFlight: 1 };
    const record = { unattended: 600 };
    const at = (secondsAgo: number) =>
      outline(numbers, { ...record, secondsAgo });
    expect(at(RECORD_HOLDS_SECONDS)).toBe('stranded');
    expect(at(RECORD_HOLDS_SECONDS + 1)).toBe('working');
    // A record of after the reading is as good as one of the same moment.
    expect(at(-20)).toBe('stranded');
  });

  it('does not guess what is unknown', () => {
    expect(outline({ inFlight: 1 }, { desired: null, current: 0 })).toBe(
      'working',
    );
    const workers = recorded({ unattended: 600 });
    for (const [observedAt, at] of [
      [null, workers.at],
      [ago(0), 'yesterday'],
    ] as const) {
      expect(
        outlineOf({
          broker: OK,
          queue: queue({ inFlight: 1 }),
          observedAt,
          workers: { ...workers, at },
        }),
      ).toBe('working');
    }
  });

  it('believes no number of a broker that cannot be read', () => {
    const seen = (state: BrokerStatus['state'], length: number | null) =>
      outlineOf({
        broker: { ...OK, state },
        queue: queue({ length, inFlight: 1 }),
        observedAt: ago(0),
        workers: recorded({ unattended: 600 }),
      });
    expect(seen('stale', 0)).toBe('broker-stale');
    expect(seen('stale', null)).toBe('broker-unreachable');
    expect(seen('unreachable', null)).toBe('broker-unreachable');
  });
});

it('has a state for whatever is read and recorded', () => {
  const count = fc.oneof(
    fc.constantFrom(null, 0, 1, Number.MAX_SAFE_INTEGER),
    fc.nat(1000),
  );
  const seconds = fc.oneof(count, fc.double({ min: 0, noNaN: true }));
  const moment = fc.constantFrom(
    ago(0),
    ago(70),
    ago(1e6),
    ago(-1e6),
    '',
    'yesterday',
  );
  const workers = fc.record(
    {
      name: fc.constant('orders'),
      current: count.map(each => each ?? 0),
      desired: count,
      at: moment,
      unattendedSince: moment,
    },
    { requiredKeys: ['name', 'current', 'desired', 'at'] },
  );
  const numbers = fc.record({
    length: count,
    inFlight: count,
    scheduled: count,
    oldestAgeSeconds: seconds,
    newestInFlightAgeSeconds: seconds,
    arrivalPerSecond: seconds,
    drainPerSecond: seconds,
    secondsToDrain: seconds,
  });
  fc.assert(
    fc.property(
      numbers,
      fc.option(workers, { nil: undefined }),
      fc.option(moment),
      fc.constantFrom('ok', 'stale', 'unreachable'),
      (read, record, observedAt, state) => {
        const seen = outlineOf({
          broker: { name: 'orders-broker', state },
          queue: queue(read),
          observedAt,
          workers: record,
        });
        expect(OUTLINE_STATES).toContain(seen);
      },
    ),
    { numRuns: 10_000, seed: 20261130 },
  );
});

it('has the worst first', () => {
  expect(Object.keys(OUTLINE_LOOKS)).toEqual(OUTLINE_STATES);
  const severities = OUTLINE_STATES.map(
    state => OUTLINE_LOOKS[state].severity,
  ).map(severity => DIAGNOSIS_SEVERITIES.indexOf(severity));
  expect(severities).toEqual([...severities].sort((a, b) => a - b));
});

/** Where an outline says less than the diagnosis, or waits to be sure. */
const SAYS_LESS: Partial<Record<DiagnosisState, readonly OutlineState[]>> = {
  stranded: ['waking'],
  stalled: ['waking'],
  'wrong-list': ['waking'],
  'below-activation': ['waking'],
  saturated: ['steady', 'waking'],
  limited: ['steady'],
  'not-autoscaled': ['steady', 'waking'],
  waking: ['stalled'],
  'scaling-out': ['steady'],
  draining: ['steady'],
  'cooling-down': ['idle'],
  steady: ['stalled'],
  paused: ['idle', 'steady', 'waking'],
};

describe('beside a diagnosis', () => {
  const seen = [...healthy, ...stuck, ...bounds].flatMap(situation => {
    const { workers, ...input } = inputOf(situation.given);
    if (isUnknownWorkers(workers) || workers.replicas.current === null) {
      return [];
    }
    const { current, desired } = workers.replicas;
    // Those that still finish what they have are recorded as ready.
    return {
      ...situation,
      input,
      current: current || stoppingWorkers(workers),
      desired,
    };
  });

  function outlineBeside(
    { input, current, desired }: (typeof seen)[number],
    unattended: number,
  ) {
    const at = input.observedAt!;
    const since = Date.parse(at) - unattended * 1000;
    return outlineOf({
      ...input,
      workers: {
        name: 'q',
        current,
        desired,
        at,
        ...(current === 0 &&
          desired === 0 && { unattendedSince: new Date(since).toISOString() }),
      },
    });
  }

  it.each(seen)('agrees on $state: $name', situation => {
    const { state } = situation;
    expect([state, ...(SAYS_LESS[state] ?? [])]).toContain(
      outlineBeside(situation, 30),
    );
  });

  it.each(seen.filter(({ state }) => state === 'stranded'))(
    'is sure of it in the end: $name',
    situation => expect(outlineBeside(situation, 60)).toBe('stranded'),
  );
});
