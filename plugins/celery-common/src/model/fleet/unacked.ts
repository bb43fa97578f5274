import type { Task } from './task';
import type { Worker } from './worker';

/** A message on its way: delivered, and not acknowledged yet. */
export interface Delivery {
  readonly task: Task;
  readonly worker: Worker;
  readonly at: number;
  /** Out of `unacked`: acknowledged, or put back into the queue. */
  settled: boolean;
}

/** kombu's `unacked` hash and its index by time. */
export class Unacked {
  #byTime: Delivery[] = [];
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  deliver(task: Task, worker: Worker, at: number): Delivery {
    const delivery = { task, worker, at, settled: false };
    this.#byTime.push(delivery);
    this.#size++;
    return delivery;
  }

  /** Takes a delivery out; false when it was out already. */
  settle(delivery: Delivery): boolean {
    if (delivery.settled) {
      return false;
    }
    delivery.settled = true;
    this.#size--;
    return true;
  }

  /** When the oldest delivery was made; infinite when there is none. */
  get oldestAt(): number {
    this.#skipSettled();
    return this.#byTime[this.#head]?.at ?? Infinity;
  }

  /** Takes out what was delivered at that time or earlier. */
  takeUntil(at: number): Task[] {
    const taken: Task[] = [];
    while (this.oldestAt <= at) {
      const delivery = this.#byTime[this.#head];
      this.settle(delivery);
      taken.push(delivery.task);
    }
    return taken;
  }

  #skipSettled(): void {
    while (this.#byTime[this.#head]?.settled) {
      this.#head++;
    }
    if (this.#head > 1024 && this.#head * 2 > this.#byTime.length) {
      this.#byTime = this.#byTime.slice(this.#head);
      this.#head = 0;
    }
  }
}
