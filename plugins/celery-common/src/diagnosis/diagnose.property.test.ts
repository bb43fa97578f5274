import fc from 'fast-check';
import { FIXTURES, readFixture } from '../__fixtures__/fixture';
import { BrokerStatus, QueueStatus } from '../contract';
import { workerGroupsOf, WorkerObjects } from '../workers';
import { serviceOf } from './__fixtures__/situation';
import { diagnose } from './diagnose';
import { messageTranslator, renderMessage } from './messages';
import { diagnosisMessages } from './messages.en';
import {
  Diagnosis,
  DIAGNOSIS_SEVERITIES,
  DIAGNOSIS_STATES,
  DiagnosisInput,
} from './types';

const english = messageTranslator(diagnosisMessages, 'en');

// Words that fields hold, so that garbage gets past the first look.
const word = fc.constantFrom(
  '',
  'q',
  'True',
  'False',
  'Unknown',
  'Ready',
  'Active',
  'Fallback',
  'ScalingActive',
  'TriggerError',
  'FailedGetExternalMetric',
  'CrashLoopBackOff',
  'redis',
  'seed-burst:q',
  'waiting + running',
  'waiting / (running - running)',
  '((((',
  '1e400',
  '-5',
  '0',
  '2026-11-24T19:37:37Z',
  '0000-00-00',
  '\u0000\x06\x16',
);
const garbage = fc.oneof(
  word,
  fc.constantFrom(null, undefined, true, Infinity, -Infinity, NaN),
  fc.integer(),
  fc.double(),
  fc.constantFrom(Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, -1, 0.5),
  fc.object({
    key: fc.constantFrom(
      'type',
      'status',
      'reason',
      'metadata',
      'spec',
      'name',
    ),
    values: [word, fc.constant(null), fc.integer()],
    maxDepth: 3,
  }),
  fc.array(fc.oneof(word, fc.constant(null), fc.integer()), { maxLength: 3 }),
);

type Json = Record<string, unknown>;

/** Every path through an object, the object's own parts included. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => [
    [...path, key],
    ...pathsOf(inner, [...path, key]),
  ]);
}

function spoil(object: Json, [key, ...rest]: string[], value: unknown): void {
  const inner = object[key];
  if (rest.length > 0 && typeof inner === 'object' && inner !== null) {
    spoil(inner as Json, rest, value);
  } else {
    object[key] = value;
  }
}

const pod = {
  metadata: {
    name: 'w-1',
    namespace: 'vectors',
    labels: { app: 'seed-burst' },
    creationTimestamp: '2026-11-24T19:36:27Z',
  },
  status: {
    phase: 'Running',
    conditions: [{ type: 'PodScheduled', status: 'True' }],
    containerStatuses: [
      {
        name: 'worker',
        ready: false,
        restartCount: 4,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error' } },
      },
    ],
  },
};

const whole = FIXTURES.map(name => {
  const fixture = readFixture(name);
  const objects = {
    deployments: [fixture.deployment],
    scaledObjects: [fixture.scaledObject],
    horizontalPodAutoscalers: [fixture.horizontalPodAutoscaler],
    pods: [pod],
  };
  return {
    service: serviceOf(fixture),
    json: JSON.stringify(objects),
    paths: pathsOf(objects),
  };
});

/** A fixture's objects with a few of their parts replaced by anything. */
const spoiltObjects = fc
  .tuple(
    fc.constantFrom(...whole),
    fc.array(fc.tuple(fc.nat(), garbage), { maxLength: 6 }),
  )
  .map(([{ service, json, paths }, spoils]) => {
    const objects = JSON.parse(json);
    for (const [index, value] of spoils) {
      spoil(objects, paths[index % paths.length], value);
    }
    return { service, objects: objects as WorkerObjects };
  });

const numberOrNot = fc.oneof(
  fc.constantFrom(0, null, undefined, NaN, -1, Infinity, Number.MAX_VALUE),
  fc.nat(500),
  fc.double(),
);
const queueStatus = fc.record({
  name: fc.constant('q'),
  length: numberOrNot,
  lengthByPriority: fc.oneof(
    fc.constant(null),
    fc.record({ '0': numberOrNot, '3': numberOrNot }),
  ),
  inFlight: numberOrNot,
  scheduled: numberOrNot,
  oldestAgeSeconds: numberOrNot,
  arrivalPerSecond: numberOrNot,
  drainPerSecond: numberOrNot,
  secondsToDrain: numberOrNot,
}) as fc.Arbitrary<QueueStatus>;
const brokerStatus: fc.Arbitrary<BrokerStatus> = fc.record({
  name: fc.constant('b'),
  state: fc.constantFrom('ok', 'ok', 'ok', 'stale', 'unreachable'),
});
const moment = fc.oneof(
  fc.constant(Date.parse('2026-11-24T19:40:00Z')),
  fc.constantFrom(0, NaN, Infinity, -1e20),
  fc.integer(),
);

/** What no page should ever show. */
const NONSENSE = /undefined|NaN|Infinity|∞|\[object|\{\{|diagnosis\./;

/** Everything about a diagnosis that is not fit for a page. */
function nonsenseIn(diagnosis: Diagnosis): unknown[] {
  const { sentence, cause, whatToDo, next, notes, title, evidence } = diagnosis;
  const texts = [
    ...sentence,
    ...notes,
    ...[title, cause, whatToDo?.message, next?.message].flatMap(
      message => message ?? [],
    ),
  ].map(message => renderMessage(english, message));
  const proofs = evidence.map(
    ({ object, field, value }) => `${object} ${field} ${value}`,
  );
  return [
    ...[...texts, ...proofs].filter(text => NONSENSE.test(text)),
    ...texts.filter(text => text === ''),
    ...(sentence.length === 0 ? ['no sentence'] : []),
    ...(DIAGNOSIS_STATES.includes(diagnosis.state) ? [] : [diagnosis.state]),
    ...(DIAGNOSIS_SEVERITIES.includes(diagnosis.severity)
      ? []
      : [diagnosis.severity]),
    ...((next?.inSeconds ?? 0) >= 0 ? [] : [next]),
  ];
}

describe('diagnose, given anything', () => {
  it('makes sense of spoilt objects', () => {
    fc.assert(
      fc.property(
        spoiltObjects,
        queueStatus,
        brokerStatus,
        moment,
        ({ service, objects }, queue, broker, now) => {
          const [workers] = workerGroupsOf({ service, ...objects });
          const input = { queue, broker, observedAt: null, workers, now };
          expect(nonsenseIn(diagnose(input))).toEqual([]);
        },
      ),
      { numRuns: 9_000 },
    );
  });

  it('makes sense of what is no object at all', () => {
    fc.assert(
      fc.property(
        fc.record({
          deployments: garbage,
          scaledObjects: garbage,
          horizontalPodAutoscalers: garbage,
          pods: garbage,
        }),
        queueStatus,
        moment,
        (objects, queue, now) => {
          const [workers] = workerGroupsOf({
            service: serviceOf(readFixture('redis-back')),
            ...(objects as unknown as WorkerObjects),
          });
          const input: DiagnosisInput = {
            queue,
            broker: { name: 'b', state: 'ok' },
            observedAt: 'never',
            workers,
            now,
          };
          expect(nonsenseIn(diagnose(input))).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
