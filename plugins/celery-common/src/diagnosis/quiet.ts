/** So long nothing new has to be seen. */
const QUIET_SECONDS = 30;

/**
 * Whether nothing arrives at a queue in which nothing waits. Arrivals cannot
 * be counted there; but where all that was lately seen in flight was published
 * a while ago, what is left gets done and nothing comes after it.
 *
 * @param arrival - messages a second; `null` is unknown
 * @param newestInFlightAge - seconds; `null` is unknown
 */
export function isQuiet(
  arrival: number | null,
  newestInFlightAge: number | null,
): boolean {
  return (
    arrival === 0 ||
    (arrival === null &&
      newestInFlightAge !== null &&
      newestInFlightAge >= QUIET_SECONDS)
  );
}
