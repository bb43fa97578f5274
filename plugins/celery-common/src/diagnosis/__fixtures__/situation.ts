import { Fixture, readFixture } from '../../__fixtures__/fixture';
import { CeleryService } from '../../annotations';
import { BrokerStatus, QueueStatus } from '../../contract';
import { KOMBU_PRIORITY_STEPS } from '../../keys';
import {
  ContainerStatus,
  Pod,
  UnknownWorkers,
  workerGroupsOf,
  WorkerObjects,
} from '../../workers';
import { DiagnosisInput, DiagnosisSeverity, DiagnosisState } from '../types';

/** What there is to see: a fixture, and what differs from it. */
export interface Given {
  fixture: string;
  queue?: Partial<QueueStatus>;
  broker?: Partial<BrokerStatus>;
  /** How old the queue's numbers are; `null` when there never were any. */
  observedSecondsAgo?: number | null;
  /** How many workers are ready; no fixture's are. */
  ready?: number;
  change?: (fixture: Fixture) => void;
  pods?: readonly Pod[];
  /** Kinds of which something else was read. */
  objects?: Partial<WorkerObjects>;
  /** Nothing was read at all. */
  workers?: UnknownWorkers;
  /** How long after the fixture was recorded it is looked at. */
  secondsLater?: number;
}

/** What is to be said about it, in English. */
export interface Situation {
  name: string;
  given: Given;
  state: DiagnosisState;
  severity: DiagnosisSeverity;
  says: string;
  because?: string;
  advises?: string;
  command?: string;
  next?: string;
  inSeconds?: number;
  notes?: string;
  /** Evidence that must be there, as `object field value`. */
  evidence?: readonly string[];
}

/** The service that the fixtures' recordings belong to. */
export function serviceOf(fixture: Fixture): CeleryService {
  return {
    entityRef: `component:default/${fixture.scenario}`,
    broker: 'orders-broker',
    queues: ['q'],
    keyPrefix: `${fixture.scenario}:`,
    prioritySteps: KOMBU_PRIORITY_STEPS,
  };
}

/** What `diagnose` is given in a situation. */
export function inputOf(given: Given): DiagnosisInput {
  const fixture = readFixture(given.fixture);
  const { deployment, scaledObject, secondsAfterCreation } = fixture;
  const now =
    Date.parse(scaledObject.metadata?.creationTimestamp ?? '') +
    (secondsAfterCreation + (given.secondsLater ?? 0)) * 1000;
  if (given.ready !== undefined) {
    deployment.status = { ...deployment.status, readyReplicas: given.ready };
  }
  given.change?.(fixture);
  const { horizontalPodAutoscaler } = fixture;
  const [group] = workerGroupsOf({
    service: serviceOf(fixture),
    deployments: [deployment],
    scaledObjects: [scaledObject],
    horizontalPodAutoscalers: horizontalPodAutoscaler
      ? [horizontalPodAutoscaler]
      : [],
    pods: (given.pods ?? []).map(pod => ({
      ...pod,
      metadata: {
        namespace: 'vectors',
        labels: { app: fixture.scenario },
        creationTimestamp: new Date(now - 30_000).toISOString(),
        ...pod.metadata,
      },
    })),
    ...given.objects,
  });
  const observedSecondsAgo = given.observedSecondsAgo ?? 1;
  return {
    queue: queue(given.queue),
    broker: { name: 'orders-broker', state: 'ok', ...given.broker },
    observedAt:
      given.observedSecondsAgo === null
        ? null
        : new Date(now - observedSecondsAgo * 1000).toISOString(),
    workers: given.workers ?? group,
    now,
  };
}

/** A queue's numbers: nothing in it, and no rates, unless said otherwise. */
function queue(numbers: Partial<QueueStatus> = {}): QueueStatus {
  const { length = 0 } = numbers;
  return {
    name: 'q',
    length,
    lengthByPriority:
      length === null ? null : { '0': length, '3': 0, '6': 0, '9': 0 },
    inFlight: 0,
    oldestAgeSeconds: length ? 4 : null,
    arrivalPerSecond: null,
    drainPerSecond: null,
    secondsToDrain: null,
    ...numbers,
  };
}

/** A pod that is not ready because of its only container. */
export function podWith(name: string, container: ContainerStatus): Pod {
  return {
    metadata: { name },
    status: {
      phase: 'Pending',
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Ready', status: 'False', reason: 'ContainersNotReady' },
      ],
      containerStatuses: [{ name: 'worker', ready: false, ...container }],
    },
  };
}
