const FIRST_MS = 10_000;
const LONGEST_MS = 300_000;
/** A container that ran this long is forgiven. */
const FORGIVE_AFTER_MS = 600_000;

/**
 * How long a container waits before it is started again: not at all the first
 * time, then 10 s, doubled each time up to 5 minutes.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy
 */
export class RestartBackOff {
  #next = 0;

  /** @param ranMs - how long the container has run before it ended */
  delayAfter(ranMs: number): number {
    if (ranMs >= FORGIVE_AFTER_MS) {
      this.#next = 0;
    }
    const delay = this.#next;
    this.#next = Math.min(Math.max(FIRST_MS, 2 * delay), LONGEST_MS);
    return delay;
  }
}
