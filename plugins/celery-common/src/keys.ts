/**
 * kombu's separator between a queue's name and its priority step.
 *
 * @public
 * @see kombu `Channel.sep` in `kombu/transport/redis.py`
 */
export const KOMBU_PRIORITY_SEPARATOR = '\x06\x16';

/**
 * kombu's default priority steps; 0 is served first.
 *
 * @public
 * @see kombu `PRIORITY_STEPS` in `kombu/transport/redis.py`
 */
export const KOMBU_PRIORITY_STEPS: readonly number[] = [0, 3, 6, 9];

/**
 * How one service names its keys on the broker.
 *
 * @public
 */
export interface KeyNaming {
  /** kombu's `global_keyprefix`, in front of every key; may be empty. */
  keyPrefix: string;
  /** The service's priority steps, in ascending order. */
  prioritySteps: readonly number[];
}

/**
 * The Redis list that holds a queue's messages of one priority step.
 *
 * Step 0 is the queue's plain name, every other step is appended behind the
 * separator.
 *
 * @public
 * @see kombu `Channel._q_for_pri` in `kombu/transport/redis.py`
 */
export function queueKey(
  naming: Pick<KeyNaming, 'keyPrefix'>,
  queue: string,
  priorityStep: number = 0,
): string {
  const suffix = priorityStep
    ? `${KOMBU_PRIORITY_SEPARATOR}${priorityStep}`
    : '';
  return `${naming.keyPrefix}${queue}${suffix}`;
}

/**
 * The hash of messages that were delivered and not acknowledged, shared by
 * all queues under one prefix.
 *
 * @public
 * @see kombu `Channel.unacked_key` in `kombu/transport/redis.py`
 */
export function unackedKey(naming: Pick<KeyNaming, 'keyPrefix'>): string {
  return `${naming.keyPrefix}unacked`;
}

/**
 * The hash of unacknowledged messages of a worker group that keeps its own,
 * as generated services do whenever they have several queues: each group's
 * in-flight work then counts for that group only.
 *
 * Its index and mutex stand beside it, with `_index` and `_mutex` appended.
 *
 * @public
 */
export function queueUnackedKey(
  naming: Pick<KeyNaming, 'keyPrefix'>,
  queue: string,
): string {
  return `${unackedKey(naming)}.${queue}`;
}

/**
 * The sorted set in which the workers of a generated service with delayed
 * tasks report the tasks that they run, by the time until when the report
 * holds. Neither Celery nor kombu knows it.
 *
 * @public
 */
export function runningKey(naming: Pick<KeyNaming, 'keyPrefix'>): string {
  return `${naming.keyPrefix}running`;
}

/**
 * The same for one of several queues, see {@link queueUnackedKey}.
 *
 * @public
 */
export function queueRunningKey(
  naming: Pick<KeyNaming, 'keyPrefix'>,
  queue: string,
): string {
  return `${runningKey(naming)}.${queue}`;
}
