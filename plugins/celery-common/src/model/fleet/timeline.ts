interface Entry {
  readonly at: number;
  readonly rank: number;
  readonly number: number;
  happen(): void;
}

class Happening<T> implements Entry {
  constructor(
    readonly at: number,
    readonly rank: number,
    readonly number: number,
    private readonly action: (subject: T, at: number) => void,
    private readonly subject: T,
  ) {}

  happen(): void {
    this.action(this.subject, this.at);
  }
}

/**
 * What is still to happen, by time; of the same time, lower ranks first, then
 * in the order in which it was added.
 */
export class Timeline {
  readonly #heap: Entry[] = [];
  #added = 0;

  add<T>(
    at: number,
    rank: number,
    action: (subject: T, at: number) => void,
    subject: T,
  ): void {
    const entry = new Happening(at, rank, this.#added++, action, subject);
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, heap[parent])) {
        break;
      }
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = entry;
  }

  /** When the next thing happens; infinite when nothing is left. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Infinity;
  }

  /** Lets the next thing happen. */
  runNext(): void {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first && last && first !== last) {
      this.#sink(last);
    }
    first?.happen();
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    const { length } = heap;
    let index = 0;
    for (let child = 1; child < length; child = 2 * index + 1) {
      if (child + 1 < length && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], entry)) {
        break;
      }
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = entry;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return (
    a.at < b.at ||
    (a.at === b.at &&
      (a.rank < b.rank || (a.rank === b.rank && a.number < b.number)))
  );
}
