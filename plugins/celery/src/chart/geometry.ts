/** One step of a series; `null` where nothing is known. */
export interface Step {
  /** Start and end, in milliseconds since the epoch. */
  from: number;
  to: number;
  low: number;
  high: number;
}

/** Where a value stands on a chart. */
export type Scale = (value: number) => number;

/** A straight scale from a span of values onto a span of pixels. */
export function linearScale(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): Scale {
  const span = to - from || 1;
  return value => start + ((value - from) / span) * (end - start);
}

/** Steps that follow each other without a gap. */
export function runsOf(steps: readonly (Step | null)[]): Step[][] {
  const runs: Step[][] = [];
  let previous: Step | null = null;
  for (const step of steps) {
    if (step) {
      if (previous?.to === step.from) {
        runs[runs.length - 1].push(step);
      } else {
        runs.push([step]);
      }
    }
    previous = step;
  }
  return runs;
}

/** The outline of what lies between the low and the high of each step. */
export function areaPath(
  steps: readonly (Step | null)[],
  x: Scale,
  y: Scale,
): string {
  return runsOf(steps)
    .map(run => {
      const there = run.map(step => edge(step.from, step.to, step.high, x, y));
      const back = [...run]
        .reverse()
        .map(step => edge(step.to, step.from, step.low, x, y));
      return `M${[...there, ...back].join('L')}Z`;
    })
    .join('');
}

/** The line along the high of each step. */
export function linePath(
  steps: readonly (Step | null)[],
  x: Scale,
  y: Scale,
): string {
  return runsOf(steps)
    .map(
      run =>
        `M${run
          .map(step => edge(step.from, step.to, step.high, x, y))
          .join('L')}`,
    )
    .join('');
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;

function edge(from: number, to: number, value: number, x: Scale, y: Scale) {
  return `${round(x(from))},${round(y(value))}L${round(x(to))},${round(
    y(value),
  )}`;
}

/** The smallest round number that is not less, for the top of an axis. */
export function roundUp(value: number): number {
  // So little is nothing: a part of it may be too small for a number.
  if (!(value > Number.EPSILON)) {
    return 1;
  }
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find(
    candidate => candidate * magnitude >= value,
  )!;
  return factor * magnitude;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TICK_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map(minutes => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map(hours => hours * HOUR),
  DAY,
];

/** Round times of the viewer's clock within a span, not more than asked for. */
export function timeTicks(
  from: number,
  to: number,
  most: number,
): { step: number; ticks: number[] } {
  const step =
    TICK_STEPS.find(candidate => (to - from) / candidate <= most) ?? DAY;
  // Counted from midnight where the viewer is, which is not midnight UTC.
  const first = new Date(from);
  first.setHours(0, 0, 0, 0);
  const ticks: number[] = [];
  for (
    let tick = first.getTime();
    tick <= to;
    tick = step === DAY ? nextDay(tick) : tick + step
  ) {
    if (tick >= from) {
      ticks.push(tick);
    }
  }
  return { step, ticks };
}

/** Days that change to or from summer time are not 24 hours long. */
function nextDay(midnight: number): number {
  const next = new Date(midnight);
  next.setDate(next.getDate() + 1);
  return next.getTime();
}
