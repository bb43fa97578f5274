/**
 * What one reading says about a queue's movement.
 *
 * @internal
 */
export interface Sample {
  /** Milliseconds since 1970. */
  at: number;
  length: number;
  /**
   * How many messages arrived since the last sample that has this; `null` is
   * unknown, absent that nobody counted.
   */
  arrived?: number | null;
  /**
   * When the newest message in flight was published, in milliseconds since
   * 1970; endlessly long ago where there was none, absent when unknown.
   */
  newestInFlight?: number;
}

/**
 * How a queue moves at present. `null` is unknown.
 *
 * @internal
 */
export interface Rates {
  arrivalPerSecond: number | null;
  drainPerSecond: number | null;
  secondsToDrain: number | null;
  /** Seconds since the newest message was published that was seen in flight. */
  newestInFlightAgeSeconds: number | null;
}

/** How far back the present reaches, in milliseconds. */
const WINDOW = 30_000;

/**
 * Adds a sample and lets go of those that the present does not need: what is
 * older than the window, but for one that the window starts with.
 *
 * @internal
 */
export function withSample(
  samples: readonly Sample[],
  sample: Sample,
): Sample[] {
  const start = samples.filter(({ at }) => sample.at - at >= WINDOW).length - 1;
  return [...samples.slice(Math.max(start, 0)), sample];
}

/**
 * The rates that samples show.
 *
 * Redis keeps no count of what was ever published or taken. Arrivals are
 * counted among the messages that still wait, which is exact as long as older
 * ones wait behind them; what was taken follows from them and the length. The
 * time to drain needs no more than the length: it is the time until the queue
 * is empty if it goes on shrinking as it did, whatever arrives meanwhile
 * included.
 *
 * @internal
 */
export function ratesOf(samples: readonly Sample[]): Rates {
  const last = samples.at(-1);
  return {
    ...movement(samples),
    secondsToDrain: last ? secondsToDrain(samples[0], last) : null,
    newestInFlightAgeSeconds: last ? newestAge(samples, last) : null,
  };
}

function movement(samples: readonly Sample[]) {
  const counted = samples.filter(({ arrived }) => arrived !== undefined);
  const unknown = counted.map(({ arrived }) => arrived).lastIndexOf(null);
  // The last sample with unknown arrivals is where known ones start from.
  const known = counted.slice(Math.max(unknown, 0));
  const seconds =
    known.length > 1 ? (known.at(-1)!.at - known[0].at) / 1000 : 0;
  if (seconds <= 0) {
    return { arrivalPerSecond: null, drainPerSecond: null };
  }
  const arrived = known
    .slice(1)
    .reduce((sum, each) => sum + (each.arrived ?? 0), 0);
  const taken = arrived - (known.at(-1)!.length - known[0].length);
  return {
    arrivalPerSecond: arrived / seconds,
    // Workers that stop give messages back.
    drainPerSecond: taken >= 0 ? taken / seconds : null,
  };
}

/**
 * Arrivals at an empty queue cannot be counted: what comes may be taken and
 * done between two readings. But what takes a while is seen in flight, so that
 * half a minute without anything new there says something.
 */
function newestAge(samples: readonly Sample[], last: Sample): number | null {
  const newest = Math.max(
    ...samples.map(({ newestInFlight = NaN }) => newestInFlight),
  );
  return last.at - samples[0].at >= WINDOW && Number.isFinite(newest)
    ? Math.max(0, last.at - newest) / 1000
    : null;
}

function secondsToDrain(first: Sample, last: Sample): number | null {
  if (last.length === 0) {
    return 0;
  }
  const shrunk = first.length - last.length;
  return shrunk > 0
    ? (last.length * (last.at - first.at)) / 1000 / shrunk
    : null;
}
