import {
  queueKey,
  queueUnackedKey,
  unackedKey,
} from '@celery-keda/backstage-plugin-celery-common';
import {
  QueueReading,
  QueueSizes,
  QueueTarget,
  queueReading,
  UnackedSizes,
} from './QueueReading';
import { COUNT_ARRIVALS, SCRIPT_CODES, ScriptInput } from './readQueuesScript';

/** The most queues that one run of the script reads: Redis does nothing else. */
const QUEUES_PER_RUN = 50;

/**
 * Redis reads 16 kB of a connection at a time, and runs every command in them
 * before it turns to anybody else. Of several runs that are sent together each
 * fills half of that, so that others get their turn after every second one.
 */
const BYTES_PER_RUN = 8192;

const NO_PREFIX = { keyPrefix: '' };

/**
 * Queues that one run of the script reads together.
 */
interface Group {
  keyPrefix: string;
  /** Which of the request's sets of priority steps they use. */
  stepsIndex: number;
  /** Places in the list of targets. */
  members: number[];
}

/**
 * One run of the script: its arguments, and how to read the answer.
 *
 * @internal
 */
export class ScriptRequest {
  readonly #targets: readonly QueueTarget[];
  readonly #steps: Array<readonly number[]> = [];
  readonly #groups: Group[] = [];
  readonly #leastBytes: number;

  /** @param leastBytes - the argument's length, at least */
  constructor(targets: readonly QueueTarget[], leastBytes: number = 0) {
    this.#targets = targets;
    this.#leastBytes = leastBytes;
    const stepsIndexes = new Map<string, number>();
    const groups = new Map<string, Group>();
    targets.forEach(({ keyPrefix, prioritySteps }, index) => {
      const steps = prioritySteps.join();
      let stepsIndex = stepsIndexes.get(steps);
      if (stepsIndex === undefined) {
        stepsIndex = this.#steps.push(prioritySteps) - 1;
        stepsIndexes.set(steps, stepsIndex);
      }
      const id = `${stepsIndex} ${keyPrefix}`;
      let group = groups.get(id);
      if (!group) {
        group = { keyPrefix, stepsIndex, members: [] };
        groups.set(id, group);
        this.#groups.push(group);
      }
      group.members.push(index);
    });
  }

  /** The script's argument. */
  encode(): string {
    const input: ScriptInput = {
      unacked: unackedKey(NO_PREFIX),
      ownUnacked: queueUnackedKey(NO_PREFIX, ''),
      suffixes: this.#steps.map(steps =>
        steps.map(step => queueKey(NO_PREFIX, '', step)),
      ),
      groups: this.#groups.map(({ keyPrefix, stepsIndex, members }) => [
        keyPrefix,
        stepsIndex + 1,
        ...members.flatMap(index => {
          const { queue, arrivalsSince } = this.#targets[index];
          return [queue, arrivalsSince ?? COUNT_ARRIVALS.never];
        }),
      ]),
    };
    return JSON.stringify(input).padEnd(this.#leastBytes);
  }

  /** Reads the script's answer: one reading per target, in their order. */
  decode(answer: string): QueueReading[] {
    const numbers: number[] = JSON.parse(`[${answer}]`);
    let position = 0;
    const next = () => numbers[position++];
    const sizes = new Array<Omit<QueueSizes, 'sharedUnacked'>>();
    for (const { stepsIndex, members } of this.#groups) {
      for (const index of members) {
        const lengths = this.#steps[stepsIndex].map(next);
        const oldestAgeMillis = next();
        const asked = this.#targets[index].arrivalsSince !== undefined;
        sizes[index] = {
          lengths,
          oldestAgeMillis,
          newest: asked ? next() : SCRIPT_CODES.unknown,
          arrived: asked ? next() : SCRIPT_CODES.unknown,
          ownUnacked: ownUnacked(next),
        };
      }
    }
    const readings = new Array<QueueReading>();
    for (const { members } of this.#groups) {
      const sharedUnacked = sharedUnackedReader(next);
      for (const index of members) {
        readings[index] = queueReading(this.#targets[index], {
          ...sizes[index],
          sharedUnacked: sharedUnacked(),
        });
      }
    }
    return readings;
  }
}

/**
 * The runs of the script that read the targets, in their order, to be sent all
 * at once.
 *
 * @internal
 */
export function scriptRequests(
  targets: readonly QueueTarget[],
): ScriptRequest[] {
  if (targets.length <= QUEUES_PER_RUN) {
    return [new ScriptRequest(targets)];
  }
  const requests: ScriptRequest[] = [];
  for (let at = 0; at < targets.length; at += QUEUES_PER_RUN) {
    const run = targets.slice(at, at + QUEUES_PER_RUN);
    requests.push(new ScriptRequest(run, BYTES_PER_RUN));
  }
  return requests;
}

function noneUnacked(all: number): UnackedSizes {
  return {
    all,
    allEstimated: false,
    scheduled: all,
    scheduledEstimated: false,
    newestAgeMillis: all === 0 ? Infinity : SCRIPT_CODES.unknown,
  };
}

/** Of a hash that has one queue's messages only. */
function ownUnacked(next: () => number): UnackedSizes {
  const all = next();
  if (all <= 0) {
    return noneUnacked(all);
  }
  const { apply, ofWhole, estimated } = extrapolation(all, next());
  return {
    all,
    allEstimated: false,
    scheduled: apply(next()),
    scheduledEstimated: estimated,
    newestAgeMillis: ofWhole(next()),
  };
}

/** Of a hash that several queues share; the function returned reads each's part. */
function sharedUnackedReader(next: () => number): () => UnackedSizes {
  const total = next();
  if (total <= 0) {
    return () => noneUnacked(total);
  }
  const { apply, ofWhole, estimated } = extrapolation(total, next());
  return () => {
    const all = apply(next());
    const scheduled = apply(next());
    const newestAgeMillis = ofWhole(next());
    return {
      all,
      allEstimated: estimated,
      scheduled,
      scheduledEstimated: estimated,
      newestAgeMillis: all === 0 && !estimated ? Infinity : newestAgeMillis,
    };
  };
}

/**
 * How to get from counts in a sample of a hash to counts in the whole of it.
 *
 * @param total - the hash's entries
 * @param read - how many of them were looked at, or a code
 */
function extrapolation(total: number, read: number) {
  const estimated = read >= 0 && read < total;
  return {
    estimated,
    /** What only all entries together tell. */
    ofWhole: (found: number) => (read === total ? found : SCRIPT_CODES.unknown),
    apply(found: number): number {
      if (read < 0 || found < 0) {
        return read < 0 ? read : found;
      }
      if (!estimated) {
        return found;
      }
      return read === 0
        ? SCRIPT_CODES.unknown
        : Math.round((found / read) * total);
    },
  };
}
