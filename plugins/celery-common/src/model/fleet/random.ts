/** Numbers that look random and are the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.trunc(seed) >>> 0;
  }

  /** From 0 inclusive to 1 exclusive. */
  next(): number {
    // Mulberry32: small, quick and even enough for workloads.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** With mean 1: the pause between two arrivals of a stream of 1 a second. */
  exponential(): number {
    return -Math.log(1 - this.next());
  }

  /** With mean 0 and standard deviation 1. */
  normal(): number {
    return (
      Math.sqrt(2 * this.exponential()) * Math.cos(2 * Math.PI * this.next())
    );
  }
}
