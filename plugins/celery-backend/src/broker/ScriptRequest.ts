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
} from './QueueReading';
import { COUNT_ARRIVALS, SCRIPT_CODES, ScriptInput } from './readQueuesScript';

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

  constructor(targets: readonly QueueTarget[]) {
    this.#targets = targets;
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
    return JSON.stringify(input);
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
        const newest = next();
        const arrived = next();
        const all = next();
        const own = extrapolation(all, next());
        sizes[index] = {
          lengths,
          oldestAgeMillis,
          newest,
          arrived,
          ownUnacked: {
            all,
            allEstimated: false,
            scheduled: own.apply(next()),
            scheduledEstimated: own.estimated,
          },
        };
      }
    }
    const readings = new Array<QueueReading>();
    for (const { members } of this.#groups) {
      const shared = extrapolation(next(), next());
      for (const index of members) {
        readings[index] = queueReading(this.#targets[index], {
          ...sizes[index],
          sharedUnacked: {
            all: shared.apply(next()),
            allEstimated: shared.estimated,
            scheduled: shared.apply(next()),
            scheduledEstimated: shared.estimated,
          },
        });
      }
    }
    return readings;
  }
}

/**
 * How to get from counts in a sample of a hash to counts in the whole of it.
 *
 * @param total - the hash's entries, or a code
 * @param read - how many of them were looked at, or a code
 */
function extrapolation(total: number, read: number) {
  const failed = [total, read].find(size => size < 0);
  const estimated = failed === undefined && read < total;
  return {
    estimated,
    apply(found: number): number {
      if (failed !== undefined || found < 0) {
        return failed ?? found;
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
