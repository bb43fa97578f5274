import {
  queueKey,
  queueUnackedKey,
  unackedKey,
} from '@celery-keda/backstage-plugin-celery-common';
import { QueueReading, QueueTarget, queueReading } from './QueueReading';
import { SCRIPT_CODES } from './readQueuesScript';

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

  /** The script's `ARGV`. */
  get args(): Array<string | number> {
    const args: Array<string | number> = [
      unackedKey(NO_PREFIX),
      queueUnackedKey(NO_PREFIX, ''),
      this.#steps.length,
    ];
    for (const steps of this.#steps) {
      args.push(steps.length);
      args.push(...steps.map(step => queueKey(NO_PREFIX, '', step)));
    }
    args.push(this.#groups.length);
    for (const { keyPrefix, stepsIndex, members } of this.#groups) {
      args.push(keyPrefix, stepsIndex + 1, members.length);
      args.push(...members.map(index => this.#targets[index].queue));
    }
    return args;
  }

  /** Reads the script's answer: one reading per target, in their order. */
  decode(answer: readonly number[]): QueueReading[] {
    let position = 0;
    const next = () => answer[position++];
    const sizes = new Map<
      number,
      { lengths: number[]; ownUnacked: number; oldestAgeMillis: number }
    >();
    for (const { stepsIndex, members } of this.#groups) {
      for (const index of members) {
        sizes.set(index, {
          lengths: this.#steps[stepsIndex].map(next),
          ownUnacked: next(),
          oldestAgeMillis: next(),
        });
      }
    }
    const readings = new Array<QueueReading>(this.#targets.length);
    for (const { members } of this.#groups) {
      const total = next();
      const read = next();
      for (const index of members) {
        const shared = shareOf(total, read, next());
        readings[index] = queueReading(this.#targets[index], {
          ...sizes.get(index)!,
          ...shared,
        });
      }
    }
    return readings;
  }
}

/**
 * A queue's share of a hash of which `read` out of `total` entries were
 * looked at, `found` of them the queue's.
 */
function shareOf(total: number, read: number, found: number) {
  const failed = [total, read].find(size => size < 0);
  if (failed !== undefined) {
    return { sharedUnacked: failed, sharedEstimated: false };
  }
  if (read >= total) {
    return { sharedUnacked: found, sharedEstimated: false };
  }
  return {
    sharedUnacked:
      read === 0 ? SCRIPT_CODES.unknown : Math.round((found / read) * total),
    sharedEstimated: true,
  };
}
