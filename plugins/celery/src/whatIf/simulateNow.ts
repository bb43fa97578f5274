import {
  ScalingNumbers,
  simulate,
} from '@celery-keda/backstage-plugin-celery-common';
import { Load } from './load';

/** A backlog alone is followed until it is done, but no longer than that. */
const BACKLOG_SECONDS = 6 * 3600;
/** A load that goes on is followed for that long. */
const STREAM_SECONDS = 3600;
/** With more tasks than this, a simulation would hold up the page. */
const MAX_TASKS = 20_000;
const MAX_POINTS = 240;

/** How the load of now goes under a plan. */
export interface TrialRun {
  /** Seconds until nothing is left; `null` when something still is. */
  doneInSeconds: number | null;
  /** `null` when no task started. */
  longestWaitSeconds: number | null;
  workerHours: number;
  peakWorkers: number;
  /** Executions that were cut in the middle. */
  killed: number;
  /** Tasks that were left with no worker to take them. */
  stranded: number;
  /** How long it was followed, in seconds. */
  seconds: number;
  points: readonly TrialPoint[];
}

/** A moment of it. */
export interface TrialPoint {
  seconds: number;
  backlog: number;
  workers: number;
}

/** Whether a load is too much to be simulated on a page. */
export function isTooMuch({ backlog, tasksPerMinute }: Load): boolean {
  return backlog + tasksPerMinute * (STREAM_SECONDS / 60) > MAX_TASKS;
}

/**
 * Simulates a load from a standstill: all of the backlog comes at once, and
 * no more workers are there than the plan always keeps.
 */
export function simulateNow(plan: ScalingNumbers, load: Load): TrialRun {
  const { backlog, tasksPerMinute, taskSeconds, concurrency } = load;
  const goesOn = tasksPerMinute > 0;
  const { samples, totals, seconds } = simulate(
    { ...plan, concurrency },
    {
      taskSeconds,
      concurrency,
      burstTasks: backlog,
      tasksPerMinute,
      delayedTasks: false,
    },
    {
      seconds: goesOn ? STREAM_SECONDS : BACKLOG_SECONDS,
      untilIdle: !goesOn,
      sampleSeconds: 1,
    },
  );
  const empty = samples.find(
    sample =>
      sample.seconds > 0 && sample.waiting === 0 && sample.inFlight === 0,
  );
  return {
    doneInSeconds: goesOn
      ? samples.find(sample => sample.seconds > 0 && sample.waiting === 0)
          ?.seconds ?? null
      : (totals.finished === totals.tasks ? empty?.seconds : null) ?? null,
    longestWaitSeconds: totals.wait.max,
    workerHours: totals.workerSeconds / 3600,
    peakWorkers: samples.reduce(
      (most, { workers }) => Math.max(most, workers),
      0,
    ),
    killed: totals.killed,
    stranded: totals.stranded,
    seconds,
    points: thinned(samples).map(sample => ({
      seconds: sample.seconds,
      backlog: sample.waiting + sample.inFlight,
      workers: sample.workers,
    })),
  };
}

function thinned<T>(items: readonly T[]): readonly T[] {
  const apart = Math.ceil(items.length / MAX_POINTS);
  return apart > 1 ? items.filter((_, index) => index % apart === 0) : items;
}
