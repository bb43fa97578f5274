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
  oldestAgeSeconds: number | null;
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
  /** Why some numbers are missing although the broker answers. */
  limitation?: BrokerError;
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
  /** Size of the queue's own hash of unacknowledged messages. */
  ownUnacked: number;
  /** The queue's share of the hash that all queues under its prefix share. */
  sharedUnacked: number;
  /** True when the share was extrapolated from a sample. */
  sharedEstimated: boolean;
  oldestAgeMillis: number;
}

const PROBLEMS: Record<
  string,
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
  const { lengths, ownUnacked, sharedUnacked, oldestAgeMillis } = sizes;
  const badLength = lengths.find(isCode);
  const badUnacked = [ownUnacked, sharedUnacked].find(isCode);
  const lengthKnown = badLength === undefined;
  return {
    length: lengthKnown ? lengths.reduce((sum, each) => sum + each, 0) : null,
    lengthByPriority: lengthKnown
      ? Object.fromEntries(
          target.prioritySteps.map((step, index) => [step, lengths[index]]),
        )
      : null,
    inFlight: badUnacked === undefined ? ownUnacked + sharedUnacked : null,
    inFlightEstimated: badUnacked === undefined && sizes.sharedEstimated,
    oldestAgeSeconds:
      lengthKnown && !isCode(oldestAgeMillis) ? oldestAgeMillis / 1000 : null,
    ...errorOf(target.queue, badLength, 'messages'),
    ...(lengthKnown &&
      errorOf(target.queue, badUnacked, 'unacknowledged messages')),
  };
}

function isCode(size: number): boolean {
  return size < 0;
}

function errorOf(
  queue: string,
  code: number | undefined,
  what: string,
): { error?: BrokerError } {
  const known = PROBLEMS[String(code)];
  return known
    ? { error: { code: known.code, message: known.sentence(queue, what) } }
    : {};
}
