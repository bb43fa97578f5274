import {
  BrokerStatus,
  diagnose,
  manifestErrorCodeSchema,
  HistoryPoint,
  PLAN_SETTING_NAMES,
  PlanSettings,
  QueueStatus,
  ServiceManifest,
  workerGroupsOf,
  WorkerObjects,
} from '@celery-keda/backstage-plugin-celery-common';
import fc from 'fast-check';
import { QueueScaling } from '../scaling';
import { OverviewRow, OVERVIEW_LOOKS } from '../overview';
import { TrialRun } from '../whatIf';
import { clusterAnswer } from './service';

/** What no page should ever show. */
export const NONSENSE = /undefined|null|NaN|Infinity|∞|\[object|\{\{|Invalid/;

/** How much is generated of each; the same each time. */
export const SAMPLE = { numRuns: 40, seed: 20261125 };

const count = fc.oneof(
  fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER),
  fc.nat(5_000),
);
const amount = fc.oneof(
  fc.constantFrom(0, 0.001, 1e300),
  fc.double({ min: 0, max: 1e7, noNaN: true }),
);
const orUnknown = <T>(known: fc.Arbitrary<T>) =>
  fc.option(known, { nil: null, freq: 4 });

/** Any status that the contract allows of a queue. */
export const anyQueue: fc.Arbitrary<QueueStatus> = fc.record(
  {
    name: fc.constantFrom('orders', 'a', 'q'.repeat(200)),
    length: orUnknown(count),
    lengthByPriority: orUnknown(
      fc.dictionary(fc.constantFrom('0', '3'), count),
    ),
    inFlight: orUnknown(count),
    inFlightEstimated: fc.boolean(),
    scheduled: orUnknown(count),
    oldestAgeSeconds: orUnknown(amount),
    arrivalPerSecond: orUnknown(amount),
    drainPerSecond: orUnknown(amount),
    secondsToDrain: orUnknown(amount),
    newestInFlightAgeSeconds: orUnknown(amount),
    error: fc.constant({ code: 'wrong-type' as const, message: 'Not a list.' }),
  },
  {
    requiredKeys: [
      'name',
      'length',
      'lengthByPriority',
      'inFlight',
      'oldestAgeSeconds',
      'arrivalPerSecond',
      'drainPerSecond',
      'secondsToDrain',
    ],
  },
);

const anything = fc.constantFrom<unknown>(
  null,
  '',
  'x',
  -1,
  1e300,
  true,
  [],
  {},
  '0000-00-00',
);

/** A cluster's objects, some parts of which are missing or nonsense. */
const anyObjects: fc.Arbitrary<WorkerObjects> = fc
  .tuple(
    fc.nat(3),
    fc.nat(3),
    fc.array(fc.tuple(fc.nat(), anything), { maxLength: 8 }),
  )
  .map(([ready, more, spoils]) => {
    const [item] = clusterAnswer({
      queue: 'orders',
      ready,
      wanted: ready + more,
    }).items;
    const [pods, deployments, horizontalPodAutoscalers, scaledObjects] =
      item.resources.map(({ resources }) => resources);
    const objects = JSON.parse(
      JSON.stringify({
        pods,
        deployments,
        horizontalPodAutoscalers,
        scaledObjects,
      }),
    );
    const places = placesIn(objects);
    spoils.forEach(([at, value]) => {
      const { parent, key } = places[at % places.length];
      parent[key] = value;
    });
    return objects;
  });

interface Place {
  parent: Record<string, unknown>;
  key: string;
}

/** Every place inside the objects themselves. */
function placesIn(value: object, depth: number = 0): Place[] {
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(depth > 1 ? [{ parent: value as Place['parent'], key }] : []),
    ...(typeof inner === 'object' && inner !== null
      ? placesIn(inner, depth + 1)
      : []),
  ]);
}

const anySettings: fc.Arbitrary<PlanSettings> = fc.record(
  Object.fromEntries(
    PLAN_SETTING_NAMES.map(name => [
      name,
      orUnknown<string | number>(
        ['watches', 'formula'].includes(name)
          ? fc.constantFrom('', 'waiting + running', 'x'.repeat(500))
          : amount,
      ),
    ]),
  ),
  { requiredKeys: [] },
);

/** Whatever a repository may hold of the queue `orders`. */
export const anyManifest: fc.Arbitrary<ServiceManifest> = fc.record(
  {
    entityRef: fc.constant('component:default/orders'),
    readAt: orUnknown(fc.constantFrom('2026-11-25T13:00:00Z', 'then')),
    error: fc.record({
      code: fc.constantFrom(...manifestErrorCodeSchema.options),
      message: fc.constant('Because.'),
    }),
    queues: fc.array(
      fc.record({
        name: fc.constantFrom('orders', 'bulk'),
        variants: fc.array(
          fc.record({
            path: fc.constantFrom('deploy/base', 'deploy/overlays/dev'),
            complete: fc.boolean(),
            settings: anySettings,
          }),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['entityRef', 'readAt', 'queues'] },
);

const anyMoment = fc.constantFrom(Date.parse('2026-11-25T13:00:00Z'), 0, 4e12);

/** How and when the numbers of a page were read. */
export interface Reading {
  state: BrokerStatus['state'];
  /** By the clock of the backend. */
  observedAt: string | null;
  /** By the clock of the browser. */
  at?: number;
  error?: Error;
  paused: boolean;
  refreshSeconds: number;
}

/** A reading by clocks that may be years apart. */
export const anyReading: fc.Arbitrary<Reading> = fc.record(
  {
    state: fc.constantFrom('ok', 'stale', 'unreachable'),
    observedAt: orUnknown(
      fc.constantFrom(
        '2026-11-25T13:00:00Z',
        '1970-01-01T00:00:00Z',
        '2096-10-02T07:06:40Z',
        'then',
        '',
      ),
    ),
    at: anyMoment,
    error: fc.constant(new TypeError('Failed to fetch')),
    paused: fc.boolean(),
    refreshSeconds: amount,
  },
  { requiredKeys: ['state', 'observedAt', 'paused', 'refreshSeconds'] },
);

/** A queue with whatever workers, diagnosed. */
export const anyScaling: fc.Arbitrary<QueueScaling> = fc
  .tuple(anyQueue, anyObjects, anyMoment, fc.boolean())
  .map(([queue, objects, now, isStale]) => {
    const [workers] = workerGroupsOf({
      service: {
        entityRef: 'component:default/orders',
        broker: 'orders-broker',
        queues: ['orders'],
        keyPrefix: 'orders:',
        prioritySteps: [0],
      },
      ...objects,
    });
    const diagnosis = diagnose({
      queue,
      broker: { name: 'orders-broker', state: isStale ? 'stale' : 'ok' },
      observedAt: isStale ? null : '2026-11-25T13:00:00Z',
      workers,
      now,
    });
    return { queue, workers, diagnosis };
  });

/** A row of the overview, with as little as there may be. */
export const anyRow: fc.Arbitrary<OverviewRow> = fc.record(
  {
    id: fc.uuid(),
    entityRef: fc.constant('component:default/orders'),
    service: fc.constantFrom('orders', 'o'.repeat(63)),
    queueName: fc.constantFrom('orders', 'bulk'),
    owners: fc.subarray(['group:default/shop', 'user:other/me']),
    broker: fc.constant('orders-broker'),
    state: fc.constantFrom(
      ...(Object.keys(OVERVIEW_LOOKS) as OverviewRow['state'][]),
    ),
    reason: fc.constant('Because.'),
    queue: anyQueue,
    observedAt: fc.constantFrom(null, '2026-11-25T13:00:00Z'),
    workers: fc.record({
      name: fc.constantFrom('orders', 'bulk'),
      current: count,
      desired: orUnknown(count),
      at: fc.constantFrom('2026-11-25T12:59:50Z', '2026-11-25T12:57:00Z'),
    }),
  },
  { requiredKeys: ['id', 'entityRef', 'service', 'owners', 'state'] },
);

const anyRange = orUnknown(
  fc
    .array(amount, { minLength: 3, maxLength: 3 })
    .map(values => values.sort((a, b) => a - b))
    .map(([min, avg, max]) => ({ min, avg, max })),
);

/** Steps of a minute, some of which are missing. */
export const anyPoints: fc.Arbitrary<HistoryPoint[]> = fc
  .array(
    fc.option(
      fc.record({
        length: anyRange,
        inFlight: anyRange,
        scheduled: anyRange,
        oldestAgeSeconds: anyRange,
        replicas: anyRange,
        desiredReplicas: anyRange,
      }),
    ),
    { maxLength: 30 },
  )
  .map(steps =>
    steps.flatMap((step, minute) =>
      step
        ? {
            at: new Date(
              Date.parse('2026-11-25T12:00:00Z') + minute * 60_000,
            ).toISOString(),
            ...step,
          }
        : [],
    ),
  );

/** How a load goes under a plan, as far as anything can. */
export const anyTrialRun: fc.Arbitrary<TrialRun> = fc.record({
  doneInSeconds: orUnknown(amount),
  longestWaitSeconds: orUnknown(amount),
  workerHours: amount,
  peakWorkers: count,
  killed: count,
  stranded: count,
  seconds: amount,
  points: fc.array(
    fc.record({ seconds: amount, backlog: count, workers: count }),
    { maxLength: 5 },
  ),
});
