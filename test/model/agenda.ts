interface Entry {
  at: number;
  order: number;
  run(at: number): void;
}

/** What is still to happen, by time. */
export class Agenda {
  readonly #entries: Entry[] = [];

  /** @param order - of entries at the same time, lower ones run first */
  add(at: number, order: number, run: Entry['run']) {
    const later = this.#entries.findIndex(
      entry => entry.at > at || (entry.at === at && entry.order > order),
    );
    const index = later < 0 ? this.#entries.length : later;
    this.#entries.splice(index, 0, { at, order, run });
  }

  /** Runs what happens until then; what runs may add more. */
  runUntil(end: number) {
    for (let next = this.#entries[0]; next && next.at <= end; ) {
      this.#entries.shift();
      next.run(next.at);
      next = this.#entries[0];
    }
  }
}
