/**
 * What go-redis takes to find that nobody listens: 4 attempts with short
 * pauses, each of 5 dials 100 ms apart. Seconds.
 */
const CONNECT = 1.68;
/** The same once a client has dialled in vain too often: the pauses alone. */
const PAUSES = 0.08;
/** So often: its pool counts 20 failures (on two cores), 4 for each read. */
const READS_THAT_DIAL = 5;

/**
 * How long KEDA takes to give up on a Redis that is away. A client that it
 * has tries first, then a new one, and no two of those at the same time.
 *
 * @see KEDA `pkg/scaling/cache/scalers_cache.go`, go-redis `internal/pool/pool.go`
 */
export class DeadReads {
  #reads = 0;
  #connecting = { from: 0, until: 0 };

  /**
   * Seconds that a read takes.
   *
   * @param hasClient - false: KEDA has dropped its clients after an error
   */
  take(at: number, hasClient: boolean): number {
    if (!hasClient) {
      return CONNECT;
    }
    const { from, until } = this.#connecting;
    const start = at >= from && at < until ? until : at;
    const tried = start + (this.#reads < READS_THAT_DIAL ? CONNECT : PAUSES);
    this.#reads += 1;
    const connecting = Math.max(tried, until);
    this.#connecting = { from: connecting, until: connecting + CONNECT };
    return connecting + CONNECT - at;
  }
}
