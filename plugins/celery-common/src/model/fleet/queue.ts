import { Deque } from './deque';
import type { Task } from './task';

/** A Celery queue: one list for each priority step, the first served first. */
export class Queue {
  readonly #lists: readonly Deque<Task>[];
  #length = 0;

  constructor(steps: number) {
    this.#lists = Array.from({ length: steps }, () => new Deque<Task>());
  }

  get length(): number {
    return this.#length;
  }

  lengthOf(step: number): number {
    return this.#lists[step].size;
  }

  publish(task: Task): void {
    this.#lists[task.step].push(task);
    this.#length++;
  }

  /** A message that was delivered before is the next to be delivered again. */
  restore(task: Task): void {
    this.#lists[task.step].putBack(task);
    this.#length++;
  }

  take(): Task | undefined {
    if (this.#length === 0) {
      return undefined;
    }
    this.#length--;
    let step = 0;
    while (this.#lists[step].size === 0) {
      step++;
    }
    return this.#lists[step].shift();
  }

  /** Seconds since the oldest waiting message was published; `undefined` when none waits. */
  oldestAge(now: number): number | undefined {
    const oldest = this.#lists.reduce(
      (earliest, { first }) =>
        first ? Math.min(earliest, first.publishedAt) : earliest,
      Infinity,
    );
    return Number.isFinite(oldest) ? now - oldest : undefined;
  }
}
