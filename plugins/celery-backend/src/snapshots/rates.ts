/**
 * A queue's length at one moment.
 *
 * @internal
 */
export interface LengthSample {
  /** Milliseconds since 1970. */
  at: number;
  length: number;
}

/** How far back the present rate looks, in milliseconds. */
const WINDOW = 30_000;

/**
 * Adds a sample and lets go of those that the present rate does not need:
 * what is older than the window, but for one that the window starts with.
 *
 * @internal
 */
export function withSample(
  samples: readonly LengthSample[],
  sample: LengthSample,
): LengthSample[] {
  const start = samples.filter(({ at }) => sample.at - at >= WINDOW).length - 1;
  return [...samples.slice(Math.max(start, 0)), sample];
}

/**
 * Seconds until a queue is empty if it keeps shrinking as it did over the last
 * half minute, whatever arrives meanwhile included; `null` when it does not
 * shrink, or when too little has been seen to tell.
 *
 * @internal
 */
export function secondsToDrain(
  samples: readonly LengthSample[],
): number | null {
  const last = samples.at(-1);
  if (!last) {
    return null;
  }
  if (last.length === 0) {
    return 0;
  }
  const first = samples[0];
  const shrunk = first.length - last.length;
  return shrunk > 0
    ? (last.length * (last.at - first.at)) / 1000 / shrunk
    : null;
}
