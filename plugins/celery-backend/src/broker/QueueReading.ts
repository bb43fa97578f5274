import {
  BrokerError,
  BrokerErrorCode,
  KeyNaming,
} from '@celery-keda/backstage-plugin-celery-common';
import { SCRIPT_CODES } from './readQueuesScript';

/**
 * A queue to read: its name, and how its service names keys.
 *
 * @internal
 */
export interface QueueTarget extends KeyNaming {
  queue: string;
  /**
   * Arrivals are counted since the newest message of an earlier reading was
   * published, in microseconds since 1970; 0 for the first time. When left out,
   * nothing is asked about arrivals.
   */
  arrivalsSince?: number;
}

/**
 * What one reading says about one queue. `null` is unknown.
 *
 * @internal
 */
export interface QueueReading {
  length: number | null;
  /** By priority step. */
  lengthByPriority: Record<string, number> | null;
  inFlight: number | null;
  /** True when `inFlight` was extrapolated from a sample. */
  inFlightEstimated: boolean;
  /** Of those in flight, how many are held for their ETA. */
  scheduled: number | null;
  /** True when `scheduled` was extrapolated from a sample. */
  scheduledEstimated: boolean;
  oldestAgeSeconds: number | null;
  /**
   * Seconds since the newest message in flight was published that is not held
   * for its ETA; endless where there is none.
   */
  newestInFlightAge: number | null;
  /**
   * When the newest message waiting was published, in microseconds since 1970;
   * `null` when it was not asked, too.
   */
  newest: number | null;
  /** How many messages arrived since the target's `arrivalsSince`. */
  arrived: number | null;
  /** What is wrong with this queue alone. */
  error?: BrokerError;
}

/**
 * What one reading of a broker says.
 *
 * @internal
 */
export interface BrokerReading {
  /** In the order of the targets. */
  queues: QueueReading[];
  /** How many commands it took. */
  commands: number;
  /** Why some numbers are missing although the broker answers. */
  limitation?: BrokerError;
}

/**
 * What a hash of unacknowledged messages holds of one queue. Negative numbers
 * are {@link SCRIPT_CODES}.
 *
 * @internal
 */
export interface UnackedSizes {
  all: number;
  /** True when `all` was extrapolated from a sample. */
  allEstimated: boolean;
  /** How many of them wait for their ETA. */
  scheduled: number;
  /** True when `scheduled` was extrapolated from a sample. */
  scheduledEstimated: boolean;
  /** The age of the newest that is not; endless where there is none. */
  newestAgeMillis: number;
}

/**
 * The sizes that make up one queue's reading. Negative ones are
 * {@link SCRIPT_CODES}.
 *
 * @internal
 */
export interface QueueSizes {
  /** In the order of the priority steps. */
  lengths: readonly number[];
  oldestAgeMillis: number;
  /** In microseconds since 1970; 0 when nothing waits. */
  newest: number;
  arrived: number;
  /** From the hash that the queue has for itself. */
  ownUnacked: UnackedSizes;
  /** From the hash that all queues under its prefix share. */
  sharedUnacked: UnackedSizes;
}

const PROBLEMS: Record<
  number,
  { code: BrokerErrorCode; sentence: (queue: string, what: string) => string }
> = {
  [SCRIPT_CODES.wrongType]: {
    code: 'wrong-type',
    sentence: (queue, what) =>
      `The key for the ${what} of queue ${queue} holds something else than Celery writes there. Another program may use the same key prefix.`,
  },
  [SCRIPT_CODES.denied]: {
    code: 'permission',
    sentence: (queue, what) =>
      `The portal's user may not read the key for the ${what} of queue ${queue}. An administrator can extend its ACL.`,
  },
  [SCRIPT_CODES.failed]: {
    code: 'unknown',
    sentence: (queue, what) =>
      `The key for the ${what} of queue ${queue} could not be read.`,
  },
};

/**
 * Turns sizes into numbers for people: sums what belongs together, and leaves
 * unknown whatever could not be read.
 *
 * @internal
 */
export function queueReading(
  target: QueueTarget,
  sizes: QueueSizes,
): QueueReading {
  const { lengths, oldestAgeMillis } = sizes;
  const unacked = [sizes.ownUnacked, sizes.sharedUnacked];
  const length = total(lengths);
  const inFlight = total(unacked.map(({ all }) => all));
  const scheduled = total(unacked.map(each => each.scheduled));
  const lengthKnown = length >= 0;
  return {
    length: known(length),
    lengthByPriority: lengthKnown
      ? Object.fromEntries(
          target.prioritySteps.map((step, index) => [step, lengths[index]]),
        )
      : null,
    inFlight: known(inFlight),
    inFlightEstimated:
      inFlight >= 0 && unacked.some(({ allEstimated }) => allEstimated),
    scheduled: inFlight >= 0 ? known(scheduled) : null,
    scheduledEstimated:
      scheduled >= 0 && unacked.some(each => each.scheduledEstimated),
    oldestAgeSeconds:
      lengthKnown && oldestAgeMillis >= 0 ? oldestAgeMillis / 1000 : null,
    newestInFlightAge: newestAge(unacked),
    newest: sizes.newest > 0 ? sizes.newest : null,
    arrived: known(sizes.arrived),
    ...errorOf(target.queue, inFlight, 'unacknowledged messages'),
    ...errorOf(target.queue, length, 'messages'),
  };
}

function newestAge(unacked: readonly UnackedSizes[]): number | null {
  const newest = Math.min(...unacked.map(each => each.newestAgeMillis));
  return newest < 0 ? null : newest / 1000;
}

/** The sum, or the first code among the numbers. */
function total(sizes: readonly number[]): number {
  return (
    sizes.find(size => size < 0) ?? sizes.reduce((sum, each) => sum + each, 0)
  );
}

function known(size: number): number | null {
  return size < 0 ? null : size;
}

function errorOf(
  queue: string,
  code: number,
  what: string,
): { error?: BrokerError } {
  const problem = PROBLEMS[code];
  return problem
    ? { error: { code: problem.code, message: problem.sentence(queue, what) } }
    : {};
}
