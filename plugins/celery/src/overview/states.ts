import {
  BrokerStatus,
  DiagnosisSeverity,
  DiagnosisShape,
  QueueStatus,
} from '@celery-keda/backstage-plugin-celery-common';

/**
 * What an overview says about a queue. It knows the broker's numbers only: why
 * workers do what they do is on the service's own page.
 *
 * @public
 */
export type OverviewState =
  | 'not-taken'
  | 'unreachable'
  | 'stale'
  | 'unreadable'
  | 'unknown'
  | 'not-permitted'
  | 'annotations'
  | 'waiting'
  | 'growing'
  | 'draining'
  | 'working'
  | 'scheduled'
  | 'idle';

/** All states, worst first. */
export const OVERVIEW_STATES: readonly OverviewState[] = [
  'not-taken',
  'unreachable',
  'stale',
  'unreadable',
  'unknown',
  'not-permitted',
  'annotations',
  'waiting',
  'growing',
  'draining',
  'working',
  'scheduled',
  'idle',
];

/** What each state looks like. */
export const OVERVIEW_LOOKS: Record<
  OverviewState,
  { severity: DiagnosisSeverity; shape: DiagnosisShape }
> = {
  'not-taken': { severity: 'trouble', shape: 'square' },
  unreachable: { severity: 'unknown', shape: 'square' },
  stale: { severity: 'unknown', shape: 'square' },
  unreadable: { severity: 'unknown', shape: 'square' },
  unknown: { severity: 'unknown', shape: 'square' },
  'not-permitted': { severity: 'unknown', shape: 'square' },
  annotations: { severity: 'warning', shape: 'triangle' },
  waiting: { severity: 'changing', shape: 'circle-quarter' },
  growing: { severity: 'changing', shape: 'circle-half' },
  draining: { severity: 'changing', shape: 'circle-half' },
  working: { severity: 'working', shape: 'circle-full' },
  scheduled: { severity: 'resting', shape: 'circle-empty' },
  idle: { severity: 'resting', shape: 'circle-empty' },
};

/** No service takes this long to start its first worker, in seconds. */
export const NOT_TAKEN_SECONDS = 120;

/** Rates as near to each other as that are the same. */
const SAME_RATE = 1.05;

/** Judges a queue by the broker's numbers. */
export function overviewStateOf(
  broker: BrokerStatus,
  queue: QueueStatus,
): OverviewState {
  const { length, inFlight, oldestAgeSeconds } = queue;
  if (broker.state !== 'ok') {
    return broker.state === 'stale' && length !== null
      ? 'stale'
      : 'unreachable';
  }
  if (length === null || inFlight === null) {
    return 'unreadable';
  }
  const running = inFlight - (queue.scheduled ?? 0);
  if (running > 0) {
    return length > 0 ? movementOf(queue) : 'working';
  }
  if (length > 0) {
    return (oldestAgeSeconds ?? 0) >= NOT_TAKEN_SECONDS
      ? 'not-taken'
      : 'waiting';
  }
  return inFlight > 0 ? 'scheduled' : 'idle';
}

function movementOf(queue: QueueStatus): OverviewState {
  const { arrivalPerSecond, drainPerSecond, secondsToDrain } = queue;
  if (secondsToDrain !== null) {
    return 'draining';
  }
  return arrivalPerSecond !== null &&
    drainPerSecond !== null &&
    arrivalPerSecond > drainPerSecond * SAME_RATE
    ? 'growing'
    : 'working';
}
