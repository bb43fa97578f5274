import { Deque } from './deque';
import { taskOf, Task, TaskArrival } from './task';
import { Timeline } from './timeline';
import { SimulationTotals, totalsOf } from './totals';
import { Worker, workerOf } from './worker';

/**
 * What the clairvoyant scheduler may use.
 *
 * @public
 */
export interface ClairvoyantOptions {
  concurrency: number;
  maxWorkers: number;
  coldStartSeconds: number;
}

interface IdealWorker extends Worker {
  /** Tasks that it runs. */
  busy: number;
}

class Clairvoyant {
  readonly #timeline = new Timeline();
  readonly #tasks: readonly Task[];
  readonly #waiting: readonly Deque<Task>[];
  readonly #workers: IdealWorker[] = [];
  readonly #present = new Set<IdealWorker>();
  #outstanding = 0;
  #queued = 0;

  constructor(
    arrivals: readonly TaskArrival[],
    private readonly options: ClairvoyantOptions,
  ) {
    this.#tasks = arrivals.map(task =>
      taskOf(task.at, task.seconds, task.delaySeconds, task.step),
    );
    const steps = Math.max(0, ...arrivals.map(({ step = 0 }) => step)) + 1;
    this.#waiting = Array.from({ length: steps }, () => new Deque<Task>());
  }

  run(): SimulationTotals {
    for (const task of this.#tasks) {
      this.#timeline.add(task.dueAt, 0, this.#arrive, task);
    }
    let end = 0;
    while (this.#timeline.nextAt < Infinity) {
      end = this.#timeline.nextAt;
      this.#timeline.runNext();
    }
    return totalsOf({
      tasks: this.#tasks,
      workers: this.#workers,
      waiting: 0,
      unacked: 0,
      stranded: 0,
      flaps: 0,
      end,
    });
  }

  readonly #arrive = (task: Task, now: number): void => {
    this.#waiting[task.step].push(task);
    this.#queued++;
    this.#outstanding++;
    // What arrives at the same time is seen at the same time.
    this.#timeline.add(now, 1, this.#provide, undefined);
  };

  readonly #provide = (_: undefined, now: number): void => {
    const { concurrency, maxWorkers, coldStartSeconds } = this.options;
    const wanted = Math.min(
      maxWorkers,
      Math.ceil(this.#outstanding / concurrency),
    );
    while (this.#present.size < wanted) {
      const worker = { ...workerOf(this.#workers.length, now), busy: 0 };
      this.#workers.push(worker);
      this.#present.add(worker);
      this.#timeline.add(now + coldStartSeconds, 2, this.#ready, worker);
    }
    for (const worker of this.#present) {
      this.#fill(worker, now);
    }
  };

  readonly #ready = (worker: IdealWorker, now: number): void => {
    worker.readyAt = now;
    this.#fill(worker, now);
  };

  #fill(worker: IdealWorker, now: number): void {
    if (worker.readyAt === undefined) {
      return;
    }
    while (worker.busy < this.options.concurrency && this.#queued > 0) {
      const task = this.#waiting.find(({ size }) => size > 0)?.shift();
      if (task) {
        this.#queued--;
        worker.busy++;
        task.starts++;
        task.firstStartAt = now;
        this.#timeline.add(now + task.seconds, 0, this.#end, { task, worker });
      }
    }
    if (worker.busy === 0) {
      worker.goneAt = now;
      this.#present.delete(worker);
    }
  }

  readonly #end = (
    { task, worker }: { task: Task; worker: IdealWorker },
    now: number,
  ): void => {
    task.endAt = now;
    task.ends++;
    worker.busy--;
    this.#outstanding--;
    this.#fill(worker, now);
  };
}

/**
 * What a scheduler would do that sees everything at once: it starts as many
 * workers as the outstanding tasks fill the moment a task may start, and stops
 * each the moment it is idle. A measure for plans; nothing real can do better
 * by much.
 *
 * @public
 */
export function clairvoyant(
  arrivals: readonly TaskArrival[],
  options: ClairvoyantOptions,
): SimulationTotals {
  return new Clairvoyant(arrivals, options).run();
}
