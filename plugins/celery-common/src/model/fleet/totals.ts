import type { Task } from './task';
import type { Worker } from './worker';

/**
 * How long tasks took, seconds; `null` when there is none to tell.
 *
 * @public
 */
export interface Spread {
  p50: number | null;
  p95: number | null;
  max: number | null;
}

/**
 * What a simulation came to.
 *
 * @public
 */
export interface SimulationTotals {
  /** Tasks that were published. */
  tasks: number;
  /** Tasks that ended at least once. */
  finished: number;
  /** Seconds from when a task may start to its first start. */
  wait: Spread;
  /** Seconds from when a task may start to its end. */
  turnaround: Spread;
  /** Seconds from the first arrival to the last end; `null` when nothing ended. */
  makespanSeconds: number | null;
  /** Seconds for which workers were there, starting and stopping ones too. */
  workerSeconds: number;
  workerStarts: number;
  /** How often workers were added again after some were stopped. */
  flaps: number;
  /** Executions that were cut when a worker was killed. */
  killed: number;
  /** Tasks that were started more than once. */
  rerun: number;
  /** Tasks that ended more than once. */
  endedTwice: number;
  /** Tasks that were ended by their time limit. */
  timedOut: number;
  /** Tasks that were left in `unacked` with no worker to bring them back. */
  stranded: number;
  /** Tasks that are neither finished nor anywhere: always 0. */
  lost: number;
}

/** What is left of a simulation at its end. */
export interface Remains {
  tasks: readonly Task[];
  workers: readonly Worker[];
  waiting: number;
  unacked: number;
  stranded: number;
  flaps: number;
  end: number;
}

/** What tasks and workers came to. */
export function totalsOf(remains: Remains): SimulationTotals {
  const { tasks, workers, waiting, unacked, end } = remains;
  const waits = new Float64Array(tasks.length);
  const turnarounds = new Float64Array(tasks.length);
  let started = 0;
  let finished = 0;
  const counts = { killed: 0, rerun: 0, endedTwice: 0, timedOut: 0 };
  let lastEnd = -Infinity;
  for (const task of tasks) {
    const { firstStartAt, endAt, dueAt } = task;
    if (firstStartAt !== undefined) {
      waits[started++] = firstStartAt - dueAt;
    }
    if (endAt !== undefined) {
      turnarounds[finished++] = endAt - dueAt;
      lastEnd = Math.max(lastEnd, endAt);
    }
    counts.killed += task.cuts;
    counts.rerun += task.starts > 1 ? 1 : 0;
    counts.endedTwice += task.ends > 1 ? 1 : 0;
    counts.timedOut += task.timedOut ? 1 : 0;
  }
  return {
    tasks: tasks.length,
    finished,
    wait: spreadOf(waits.subarray(0, started)),
    turnaround: spreadOf(turnarounds.subarray(0, finished)),
    makespanSeconds: finished > 0 ? lastEnd - tasks[0].publishedAt : null,
    workerSeconds: workers.reduce(
      (sum, { createdAt, goneAt = end }) => sum + goneAt - createdAt,
      0,
    ),
    workerStarts: workers.length,
    flaps: remains.flaps,
    ...counts,
    stranded: remains.stranded,
    lost: Math.max(0, tasks.length - finished - waiting - unacked),
  };
}

function spreadOf(values: Float64Array): Spread {
  const sorted = values.sort();
  const at = (share: number) =>
    sorted.length === 0
      ? null
      : sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)];
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}
