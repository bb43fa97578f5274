import { Deque } from './deque';
import { Queue } from './queue';
import type { Task } from './task';
import type { Timeline } from './timeline';
import { Delivery, Unacked } from './unacked';
import { isConsuming, removeFrom, stopOrder, Worker, workerOf } from './worker';

/**
 * How the workers of a fleet behave. Times are seconds.
 *
 * @public
 */
export interface FleetOptions {
  /** Tasks that one worker runs at a time. */
  concurrency: number;
  /** Celery's `worker_prefetch_multiplier`. */
  prefetchMultiplier: number;
  /** A worker takes a message only when it can run it at once. */
  disablePrefetch: boolean;
  /** A delayed task that falls due in a full worker goes back to the queue. */
  giveBack: boolean;
  /** From asking for a worker to its first task. */
  coldStartSeconds: number;
  /** From SIGTERM to SIGKILL. */
  graceSeconds: number;
  /** A task is ended after this time; `null`: never. */
  timeLimitSeconds: number | null;
  /** Messages that were delivered that long ago are delivered again. */
  visibilityTimeoutSeconds: number;
  /** Each worker looks for such messages at its start and then this often. */
  restoreIntervalSeconds: number;
  /** Nodes that must be started when those there are full. */
  nodes?: NodeOptions;
}

/**
 * Where the workers of a fleet run.
 *
 * @public
 */
export interface NodeOptions {
  /** Nodes that are always there. */
  ready: number;
  workersPerNode: number;
  startSeconds: number;
}

/** A stopping worker that runs nothing needs this long to end, seconds. */
const EXIT_SECONDS = 1;

/** More than what times lose when they are computed, seconds. */
const ROUNDING = 1e-6;

/** What happens to tasks and workers comes after arrivals, before controllers. */
const RANK = 1;

/** A queue, the workers that consume it, and the messages on their way. */
export class Fleet {
  readonly queue: Queue;
  readonly unacked = new Unacked();
  /** All workers that ever were, by number. */
  readonly workers: Worker[] = [];
  /** Those that are not gone. */
  readonly #present = new Set<Worker>();
  /** Those that can take a message, the longest waiting first. */
  readonly #line = new Deque<Worker>();
  /** When each node that had to be started is ready, by number; they stay. */
  readonly #startedNodes: number[] = [];
  #busySlots = 0;
  #sweepAt = Infinity;
  #wanted = 0;

  constructor(
    private readonly options: FleetOptions,
    private readonly timeline: Timeline,
    steps: number,
  ) {
    this.queue = new Queue(steps);
  }

  /** Tasks that are executed now by workers that will go on. */
  get reportedRunning(): number {
    let count = 0;
    for (const worker of this.#present) {
      count += worker.stopping ? 0 : worker.running.length;
    }
    return count;
  }

  /** Tasks that are executed now. */
  get running(): number {
    return this.#busySlots;
  }

  /** Workers that consume. */
  get consuming(): number {
    let count = 0;
    for (const worker of this.#present) {
      count += isConsuming(worker) ? 1 : 0;
    }
    return count;
  }

  /** Pods that are there, stopping ones too. */
  get present(): number {
    return this.#present.size;
  }

  publish(task: Task, now: number): void {
    this.queue.publish(task);
    this.#dispatch(now);
  }

  /** Starts or stops workers until there are so many. */
  scaleTo(replicas: number, now: number): void {
    this.#wanted = replicas;
    const active = [...this.#present].filter(({ stopping }) => !stopping);
    for (let missing = replicas - active.length; missing > 0; missing--) {
      this.#start(now);
    }
    const surplus = active.length - replicas;
    if (surplus > 0) {
      active
        .sort((a, b) => stopOrder(a, b, now))
        .slice(0, surplus)
        .forEach(worker => this.#stop(worker, now));
    }
  }

  /** Workers that were there from the beginning. */
  startWarm(replicas: number, now: number): void {
    this.#wanted = replicas;
    for (let i = 0; i < replicas; i++) {
      const worker = workerOf(this.workers.length, now);
      this.workers.push(worker);
      this.#present.add(worker);
      this.#ready(worker, now);
    }
  }

  /** Kills so many pods without warning; new ones take their places. */
  crash(pods: number, now: number): void {
    const victims = [...this.#present].slice(0, pods);
    victims.forEach(worker => this.#kill(worker, now));
    this.scaleTo(this.#wanted, now);
  }

  #start(now: number): void {
    const worker = workerOf(this.workers.length, now);
    this.workers.push(worker);
    this.#present.add(worker);
    const readyAt = this.#nodeReadyAt(now) + this.options.coldStartSeconds;
    this.#at(readyAt, this.#ready, worker);
  }

  /** When the node for one more worker is there. */
  #nodeReadyAt(now: number): number {
    const { nodes } = this.options;
    const node = nodes && Math.ceil(this.#present.size / nodes.workersPerNode);
    if (!nodes || !node || node <= nodes.ready) {
      return now;
    }
    this.#startedNodes[node] ??= now + nodes.startSeconds;
    return Math.max(now, this.#startedNodes[node]);
  }

  readonly #ready = (worker: Worker, now: number): void => {
    if (worker.stopping || worker.goneAt !== undefined) {
      return;
    }
    worker.readyAt = now;
    this.#sweep(now);
    this.#lineUp(worker);
    this.#dispatch(now);
  };

  #stop(worker: Worker, now: number): void {
    worker.stopping = true;
    if (worker.readyAt === undefined) {
      this.#leave(worker, now);
      return;
    }
    this.#at(now + this.options.graceSeconds, this.#kill, worker);
    this.#exitIfIdle(worker, now);
  }

  #exitIfIdle(worker: Worker, now: number): void {
    if (worker.running.length === 0) {
      this.#at(now + EXIT_SECONDS, this.#exit, worker);
    }
  }

  readonly #exit = (worker: Worker, now: number): void => {
    if (worker.goneAt === undefined) {
      this.#giveBackAll(worker, now);
      this.#leave(worker, now);
    }
  };

  readonly #kill = (worker: Worker, now: number): void => {
    if (worker.goneAt !== undefined) {
      return;
    }
    for (const { task } of worker.running) {
      task.cuts++;
    }
    this.#busySlots -= worker.running.length;
    worker.running.length = 0;
    this.#leave(worker, now);
  };

  #leave(worker: Worker, now: number): void {
    worker.goneAt = now;
    this.#present.delete(worker);
    this.#scheduleSweep(now);
  }

  /** Messages that a worker holds and does not run go back as it ends. */
  #giveBackAll(worker: Worker, now: number): void {
    for (const delivery of [...worker.delayed, ...worker.reserved].reverse()) {
      this.#giveBack(delivery);
    }
    this.#dispatch(now);
  }

  #giveBack(delivery: Delivery): void {
    if (this.unacked.settle(delivery)) {
      this.queue.restore(delivery.task);
    }
  }

  #lineUp(worker: Worker): void {
    if (!worker.inLine && this.#canTake(worker)) {
      worker.inLine = true;
      this.#line.push(worker);
    }
  }

  #canTake(worker: Worker): boolean {
    if (!isConsuming(worker)) {
      return false;
    }
    const { concurrency, prefetchMultiplier, disablePrefetch } = this.options;
    const held = worker.running.length + worker.reserved.length;
    return (
      held <
      (disablePrefetch
        ? concurrency
        : concurrency * Math.max(prefetchMultiplier, 1))
    );
  }

  /** Hands waiting messages out, one at a time to whoever waits longest. */
  #dispatch(now: number): void {
    while (this.queue.length > 0) {
      const worker = this.#line.shift();
      if (!worker) {
        return;
      }
      worker.inLine = false;
      if (this.#canTake(worker)) {
        const task = this.queue.take();
        if (task) {
          this.#deliver(task, worker, now);
        }
        this.#lineUp(worker);
      }
    }
  }

  #deliver(task: Task, worker: Worker, now: number): void {
    const delivery = this.unacked.deliver(task, worker, now);
    if (this.unacked.size === 1) {
      this.#scheduleSweep(now);
    }
    if (task.dueAt > now) {
      worker.delayed.add(delivery);
      this.#at(task.dueAt, this.#due, delivery);
    } else {
      this.#runOrReserve(delivery, now);
    }
  }

  readonly #due = (delivery: Delivery, now: number): void => {
    const { worker } = delivery;
    if (worker.goneAt !== undefined || worker.stopping) {
      return;
    }
    worker.delayed.delete(delivery);
    const { giveBack, concurrency } = this.options;
    const busy = worker.running.length + worker.reserved.length;
    if (giveBack && busy >= concurrency) {
      this.#giveBack(delivery);
      this.#dispatch(now);
    } else {
      this.#runOrReserve(delivery, now);
    }
  };

  #runOrReserve(delivery: Delivery, now: number): void {
    if (delivery.worker.running.length < this.options.concurrency) {
      this.#run(delivery, now);
    } else {
      delivery.worker.reserved.push(delivery);
    }
  }

  #run(delivery: Delivery, now: number): void {
    const { task } = delivery;
    task.starts++;
    task.firstStartAt ??= now;
    delivery.worker.running.push(delivery);
    this.#busySlots++;
    const limit = this.options.timeLimitSeconds ?? Infinity;
    this.#at(now + Math.min(task.seconds, limit), this.#end, delivery);
  }

  readonly #end = (delivery: Delivery, now: number): void => {
    const { task, worker } = delivery;
    if (!removeFrom(worker.running, delivery)) {
      return;
    }
    this.#busySlots--;
    this.unacked.settle(delivery);
    task.ends++;
    task.endAt ??= now;
    task.timedOut = task.seconds > (this.options.timeLimitSeconds ?? Infinity);
    if (worker.stopping) {
      this.#exitIfIdle(worker, now);
      return;
    }
    const next = worker.reserved.shift();
    if (next) {
      this.#run(next, now);
    }
    this.#lineUp(worker);
    this.#dispatch(now);
  };

  /** Puts messages back whose visibility timeout has passed. */
  #sweep(now: number): void {
    const { visibilityTimeoutSeconds } = this.options;
    this.unacked
      .takeUntil(now - visibilityTimeoutSeconds + ROUNDING)
      .reverse()
      .forEach(task => this.queue.restore(task));
    this.#scheduleSweep(now);
  }

  /** The next look of any worker that could find something. */
  #scheduleSweep(now: number): void {
    const { visibilityTimeoutSeconds, restoreIntervalSeconds } = this.options;
    const expiry = this.unacked.oldestAt + visibilityTimeoutSeconds;
    if (expiry === Infinity || this.#sweepAt <= Math.max(expiry, now)) {
      return;
    }
    let next = Infinity;
    for (const worker of this.#present) {
      if (isConsuming(worker) && worker.readyAt !== undefined) {
        const looks = Math.ceil(
          (Math.max(expiry, now) - worker.readyAt) / restoreIntervalSeconds,
        );
        next = Math.min(next, worker.readyAt + looks * restoreIntervalSeconds);
      }
    }
    if (next < this.#sweepAt) {
      this.#sweepAt = next;
      this.#at(next, this.#scheduledSweep, next);
    }
  }

  readonly #scheduledSweep = (scheduled: number, now: number): void => {
    if (scheduled === this.#sweepAt) {
      this.#sweepAt = Infinity;
      if (this.consuming > 0) {
        this.#sweep(now);
        this.#dispatch(now);
      }
    }
  };

  #at<T>(
    at: number,
    action: (subject: T, now: number) => void,
    subject: T,
  ): void {
    this.timeline.add(at, RANK, action, subject);
  }
}
