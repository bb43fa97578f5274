import type { Delivery } from './unacked';

/** One pod with one Celery worker. */
export interface Worker {
  readonly number: number;
  readonly createdAt: number;
  /** Consuming since; absent while it starts. */
  readyAt: number | undefined;
  stopping: boolean;
  /** The container has ended, and the pod is gone. */
  goneAt: number | undefined;
  /** Tasks that are executed now. */
  readonly running: Delivery[];
  /** Reserved, or due after a delay, and waiting for a slot. */
  readonly reserved: Delivery[];
  /** Held until they are due. */
  readonly delayed: Set<Delivery>;
  /** Stands in the line of those that can take a message. */
  inLine: boolean;
}

export function workerOf(number: number, createdAt: number): Worker {
  return {
    number,
    createdAt,
    readyAt: undefined,
    stopping: false,
    goneAt: undefined,
    running: [],
    reserved: [],
    delayed: new Set(),
    inLine: false,
  };
}

export function isConsuming(worker: Worker): boolean {
  return (
    worker.readyAt !== undefined &&
    !worker.stopping &&
    worker.goneAt === undefined
  );
}

/**
 * Which workers a ReplicaSet stops first: those that have not started, then
 * the younger ones by powers of two of their age.
 *
 * @see Kubernetes `pkg/controller/controller_utils.go` `ActivePodsWithRanks`
 */
export function stopOrder(a: Worker, b: Worker, now: number): number {
  return rank(a, now) - rank(b, now) || b.number - a.number;
}

function rank({ readyAt }: Worker, now: number): number {
  return readyAt === undefined
    ? -1
    : Math.floor(Math.log2(Math.max(now - readyAt, 1)));
}

/** Takes a delivery out of a short list; false when it is not there. */
export function removeFrom(list: Delivery[], delivery: Delivery): boolean {
  const index = list.indexOf(delivery);
  if (index < 0) {
    return false;
  }
  list[index] = list[list.length - 1];
  list.pop();
  return true;
}
