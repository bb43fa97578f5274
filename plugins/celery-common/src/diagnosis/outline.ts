import { BrokerStatus, QueueStatus, RecordedWorkers } from '../contract';
import { timeOf } from '../workers/read';
import { isQuiet } from './quiet';
import { SLOW_START_SECONDS } from './rules/waitingWork';
import { STATE_LOOKS } from './states';
import { DiagnosisSeverity, DiagnosisShape, DiagnosisState } from './types';

/**
 * What can be told of a queue without looking into its cluster, worst first:
 * states that a diagnosis has too, and three that say what the queue does
 * where its workers are not known.
 *
 * @public
 */
export const OUTLINE_STATES = [
  'stranded',
  'stalled',
  'broker-unreachable',
  'broker-stale',
  'queue-unreadable',
  'waking',
  'waiting',
  'scaling-out',
  'growing',
  'draining',
  'cooling-down',
  'steady',
  'working',
  'scheduled',
  'idle',
] as const satisfies readonly (DiagnosisState | UnseenState)[];

/** {@inheritDoc OUTLINE_STATES} @public */
export type OutlineState = (typeof OUTLINE_STATES)[number];

/** What a queue does, where its workers cannot be seen. */
type UnseenState = 'waiting' | 'growing' | 'working';

type Look = { severity: DiagnosisSeverity; shape: DiagnosisShape };

const LOOKS: Record<OutlineState, Look> = {
  ...STATE_LOOKS,
  waiting: STATE_LOOKS.waking,
  growing: STATE_LOOKS['scaling-out'],
  working: STATE_LOOKS.steady,
};

/**
 * What each state of an outline looks like: as it does in a diagnosis.
 *
 * @public
 */
export const OUTLINE_LOOKS = Object.fromEntries(
  OUTLINE_STATES.map(state => [state, LOOKS[state]]),
) as Readonly<
  Record<OutlineState, { severity: DiagnosisSeverity; shape: DiagnosisShape }>
>;

/**
 * What {@link outlineOf} decides on.
 *
 * @public
 */
export interface OutlineInput {
  queue: QueueStatus;
  broker: BrokerStatus;
  /** When the queue's numbers were read, ISO 8601; `null` when they never were. */
  observedAt: string | null;
  /** The queue's workers as they were last recorded; absent when unknown. */
  workers?: RecordedWorkers;
}

/**
 * How many seconds a record of workers decides: so long that a few samples may
 * be missed. What is older says nothing about now.
 *
 * @public
 */
export const RECORD_HOLDS_SECONDS = 90;

/**
 * Work that no worker has is given this long before it counts as stranded:
 * KEDA looks every half minute unless told otherwise, and workers may be
 * counted only once a minute.
 */
const UNATTENDED_SECONDS = 60;
/** No service takes this long to start its first worker. */
const NOT_TAKEN_SECONDS = 120;
/** Rates as near to each other as that are the same. */
const SAME_RATE = 1.05;

/** A queue with all its numbers, and its workers as far as they are known. */
interface Sight {
  queue: QueueStatus;
  length: number;
  inFlight: number;
  /** Of those in flight, how many are not held for their ETA. */
  running: number;
  oldestAge: number;
  workers?: {
    current: number;
    desired: number;
    /** Seconds that there was work and no worker; absent when there was one. */
    unattended?: number;
  };
}

/**
 * Says in outline what is going on with a queue: by its numbers, and by its
 * workers as far as they were recorded lately. It agrees with the diagnosis,
 * and says less where that takes a look into the cluster. Never throws.
 *
 * @public
 */
export function outlineOf(input: OutlineInput): OutlineState {
  const { broker, queue } = input;
  const { length, inFlight } = queue;
  if (broker.state !== 'ok') {
    return broker.state === 'stale' && length !== null
      ? 'broker-stale'
      : 'broker-unreachable';
  }
  if (length === null || inFlight === null) {
    return 'queue-unreadable';
  }
  const sight: Sight = {
    queue,
    length,
    inFlight,
    running: Math.max(0, inFlight - (queue.scheduled ?? 0)),
    oldestAge: queue.oldestAgeSeconds ?? 0,
    workers: workersOf(input),
  };
  if (length > 0) {
    return withWaiting(sight);
  }
  return inFlight > 0 ? withInFlight(sight) : withNothing(sight);
}

/** The workers, where their record is of the same time as the numbers. */
function workersOf({ observedAt, workers }: OutlineInput): Sight['workers'] {
  const read = timeOf(observedAt);
  const at = timeOf(workers?.at);
  if (!workers || read === undefined || at === undefined) {
    return undefined;
  }
  const { current, desired } = workers;
  if (desired === null || read - at > RECORD_HOLDS_SECONDS * 1000) {
    return undefined;
  }
  const since = timeOf(workers.unattendedSince);
  return {
    current,
    desired,
    unattended: since === undefined ? undefined : (at - since) / 1000,
  };
}

/** Messages wait. */
function withWaiting(sight: Sight): OutlineState {
  const { workers, running, oldestAge } = sight;
  // A record without workers that is older than the work tells nothing of it.
  if (!workers || (isAsleep(sight) && running > 0)) {
    return unseen(sight);
  }
  const { current, desired, unattended = 0 } = workers;
  if (current === 0) {
    if (desired === 0) {
      return Math.max(oldestAge, unattended) >= NOT_TAKEN_SECONDS
        ? 'stalled'
        : 'waking';
    }
    if (oldestAge >= SLOW_START_SECONDS) {
      return 'stalled';
    }
    return desired > 1 ? 'scaling-out' : 'waking';
  }
  if (isLeft(sight)) {
    return 'stalled';
  }
  return current < desired ? 'scaling-out' : movementOf(sight) ?? 'steady';
}

/** Nothing waits, but messages are in flight: who has them? */
function withInFlight(sight: Sight): OutlineState {
  const { workers, running } = sight;
  if (!workers || isAsleep(sight)) {
    return unseen(sight);
  }
  const { current, desired, unattended = 0 } = workers;
  if (current > 0) {
    if (running === 0) {
      return 'scheduled';
    }
    return desired === 0 ? 'draining' : movementOf(sight) ?? 'steady';
  }
  return desired === 0 && unattended >= UNATTENDED_SECONDS
    ? 'stranded'
    : 'waking';
}

/** Nothing is left to do. */
function withNothing({ workers }: Sight): OutlineState {
  return workers && workers.current > workers.desired ? 'cooling-down' : 'idle';
}

/** There was no worker, and no work either. */
function isAsleep({ workers }: Sight): boolean {
  return (
    workers !== undefined &&
    workers.current === 0 &&
    workers.desired === 0 &&
    workers.unattended === undefined
  );
}

/** Where nothing is known of the workers, the queue still does something. */
function unseen(sight: Sight): OutlineState {
  const { length, running } = sight;
  if (running > 0) {
    return movementOf(sight) ?? 'working';
  }
  if (length === 0) {
    return 'scheduled';
  }
  return isLeft(sight) ? 'stalled' : 'waiting';
}

/** What waits is old, and nobody takes it. */
function isLeft({ queue, running, oldestAge }: Sight): boolean {
  return (
    running === 0 && !queue.drainPerSecond && oldestAge >= NOT_TAKEN_SECONDS
  );
}

function movementOf({
  queue,
  length,
}: Sight): 'draining' | 'growing' | undefined {
  const { arrivalPerSecond, drainPerSecond, secondsToDrain } = queue;
  if (length === 0) {
    return isQuiet(arrivalPerSecond, queue.newestInFlightAgeSeconds ?? null)
      ? 'draining'
      : undefined;
  }
  const shrinks = secondsToDrain !== null;
  if (arrivalPerSecond === 0 || (arrivalPerSecond === null && shrinks)) {
    return 'draining';
  }
  return arrivalPerSecond !== null &&
    drainPerSecond !== null &&
    arrivalPerSecond > drainPerSecond * SAME_RATE
    ? 'growing'
    : undefined;
}
