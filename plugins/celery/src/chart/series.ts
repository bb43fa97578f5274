import {
  HistoryPoint,
  HistoryRange,
} from '@celery-keda/backstage-plugin-celery-common';
import { Step } from './geometry';

/** A queue's history as the lanes of a chart show it. */
export interface ChartSeries {
  /** The steps, oldest first. */
  steps: readonly ChartStep[];
  /** In flight and not held for its ETA, from the ground up. */
  running: readonly (Step | null)[];
  /** Held for its ETA, on top of what runs. */
  scheduled: readonly (Step | null)[];
  /** Waiting, on top of what is in flight. */
  waiting: readonly (Step | null)[];
  oldest: readonly (Step | null)[];
  ready: readonly (Step | null)[];
  wanted: readonly (Step | null)[];
}

/** One step with everything known of it. */
export interface ChartStep {
  /** Start and end, in milliseconds since the epoch. */
  from: number;
  to: number;
  point: HistoryPoint;
}

/**
 * Lays out a history. Backlogs and ages are drawn at their worst within a
 * step, so that a peak does not get lost among longer steps; workers that are
 * ready at their average.
 */
export function chartSeriesOf(
  points: readonly HistoryPoint[],
  stepSeconds: number,
): ChartSeries {
  const steps = points.map((point): ChartStep => {
    const from = Date.parse(point.at);
    return { from, to: from + stepSeconds * 1000, point };
  });
  const stacked = steps.map(({ from, to, point }) => {
    const inFlight = point.inFlight?.max;
    const scheduled = Math.min(point.scheduled?.max ?? 0, inFlight ?? 0);
    const running = (inFlight ?? 0) - scheduled;
    const waiting = point.length?.max;
    return {
      running:
        inFlight === undefined ? null : { from, to, low: 0, high: running },
      scheduled:
        scheduled === 0
          ? null
          : { from, to, low: running, high: running + scheduled },
      waiting:
        waiting === undefined
          ? null
          : {
              from,
              to,
              low: inFlight ?? 0,
              high: (inFlight ?? 0) + waiting,
            },
    };
  });
  const plain = (
    measure: (point: HistoryPoint) => HistoryRange,
    part: 'avg' | 'max',
  ) =>
    steps.map(({ from, to, point }) => {
      const range = measure(point);
      return range && { from, to, low: 0, high: range[part] };
    });
  return {
    steps,
    running: stacked.map(step => step.running),
    scheduled: stacked.map(step => step.scheduled),
    waiting: stacked.map(step => step.waiting),
    oldest: plain(point => point.oldestAgeSeconds, 'max'),
    ready: plain(point => point.replicas, 'avg'),
    wanted: plain(point => point.desiredReplicas, 'max'),
  };
}

/** The highest that series reach; 0 when they reach nothing. */
export function highestOf(...series: (readonly (Step | null)[])[]): number {
  return series
    .flat()
    .reduce((highest, step) => Math.max(highest, step?.high ?? 0), 0);
}
