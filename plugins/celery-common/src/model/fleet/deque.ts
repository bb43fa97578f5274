/** A queue that also takes entries back at its front. */
export class Deque<T> {
  #front: T[] = [];
  #entries: T[] = [];
  #head = 0;

  get size(): number {
    return this.#front.length + this.#entries.length - this.#head;
  }

  /** The next to be taken. */
  get first(): T | undefined {
    return this.#front.length
      ? this.#front[this.#front.length - 1]
      : this.#entries[this.#head];
  }

  push(entry: T): void {
    this.#entries.push(entry);
  }

  putBack(entry: T): void {
    this.#front.push(entry);
  }

  shift(): T | undefined {
    if (this.#front.length) {
      return this.#front.pop();
    }
    const entry = this.#entries[this.#head];
    if (this.#head < this.#entries.length) {
      this.#head++;
      // Copies what is left once it is the smaller half.
      if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
        this.#entries = this.#entries.slice(this.#head);
        this.#head = 0;
      }
    }
    return entry;
  }
}
