import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often something is measured: until it was often or long enough. */
export interface Budget {
  least: number;
  most: number;
  seconds: number;
}

/** One round: how long it took, and how long the event loop stood still. */
export interface Timed {
  millis: number;
  blockMillis: number;
}

const RESOLUTION = 1;

/** Measures one round of something. */
export async function timed(round: () => Promise<unknown>): Promise<Timed> {
  const lag = monitorEventLoopDelay({ resolution: RESOLUTION });
  lag.enable();
  const start = performance.now();
  await round();
  const millis = performance.now() - start;
  // A tick more, so that the monitor sees a block at the very end.
  await new Promise(resolve => setTimeout(resolve, 2 * RESOLUTION));
  lag.disable();
  return { millis, blockMillis: Math.max(0, lag.max / 1e6 - RESOLUTION) };
}

/**
 * Measures several things by turns, so that whatever else the machine does
 * meanwhile meets all of them alike. Whoever has spent its budget rests.
 *
 * @returns round by round, for each of them
 */
export async function byTurns<T extends Timed>(
  budget: Budget,
  rounds: ReadonlyArray<() => Promise<T>>,
): Promise<T[][]> {
  const results = rounds.map((): T[] => []);
  const spent = rounds.map(() => 0);
  const isDone = (index: number) => {
    const { length } = results[index];
    return (
      length >= budget.most ||
      (length >= budget.least && spent[index] >= budget.seconds * 1000)
    );
  };
  while (rounds.some((_, index) => !isDone(index))) {
    for (const [index, round] of rounds.entries()) {
      if (!isDone(index)) {
        const result = await round();
        results[index].push(result);
        spent[index] += result.millis;
      }
    }
  }
  return results;
}

/** The value below which a share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The middle, and where eight of ten lie. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    median: median(values),
    low: quantile(values, 0.1),
    high: quantile(values, 0.9),
  };
}

/** How many times as long one took as the other, turn by turn. */
export function ratioOf(
  ones: readonly number[],
  others: readonly number[],
): Spread {
  const turns = Math.min(ones.length, others.length);
  return spreadOf(
    Array.from({ length: turns }, (_, turn) => ones[turn] / others[turn]),
  );
}
