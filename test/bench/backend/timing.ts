import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often something is measured: until it was often or long enough. */
export interface Budget {
  least: number;
  most: number;
  seconds: number;
}

/** Round by round: how long it took, and how long the event loop stood still. */
export interface Timed {
  millis: number[];
  blocks: number[];
}

const RESOLUTION = 1;

/** Measures something again and again, after two rounds to warm up. */
export async function timed(
  budget: Budget,
  round: () => Promise<unknown>,
): Promise<Timed> {
  await round();
  await round();
  const millis: number[] = [];
  const blocks: number[] = [];
  const lag = monitorEventLoopDelay({ resolution: RESOLUTION });
  let spent = 0;
  while (
    millis.length < budget.most &&
    (millis.length < budget.least || spent < budget.seconds * 1000)
  ) {
    lag.enable();
    lag.reset();
    const start = performance.now();
    await round();
    const took = performance.now() - start;
    // A tick more, so that the monitor sees a block at the very end.
    await new Promise(resolve => setTimeout(resolve, 2 * RESOLUTION));
    lag.disable();
    millis.push(took);
    blocks.push(Math.max(0, lag.max / 1e6 - RESOLUTION));
    spent += took;
  }
  return { millis, blocks };
}

/** The value below which a share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** The middle, and where eight of ten lie. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    median: quantile(values, 0.5),
    low: quantile(values, 0.1),
    high: quantile(values, 0.9),
  };
}
