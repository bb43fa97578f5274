import type { Workload } from './workload';

/** How often the HPA looks at KEDA's metrics, seconds. */
const HPA_PERIOD = 15;
/** What a worker needs to stop after its last task, seconds, also while the broker hangs. */
export const SHUTDOWN_RESERVE = 30;

/** KEDA looks at the broker at least and at most this often, seconds. */
const POLLING = { shortest: 2, longest: 5 };
/** So many polls in a row must see no work before all workers stop. */
const IDLE_POLLS = 4;
/** Longer pauses than this are not worth a waiting worker, seconds. */
const LONGEST_PAUSE = 30;

/**
 * How often KEDA looks at the broker, seconds. On average a burst waits half
 * of it: about 3 % of what it takes anyway.
 */
export function pollingSecondsFor(workload: Workload): number {
  const { coldStartSeconds, taskSeconds, maxWorkers } = workload;
  const best = coldStartSeconds + roundsOf(workload, maxWorkers) * taskSeconds;
  const { shortest, longest } = POLLING;
  return Math.min(Math.max(Math.floor(0.06 * best), shortest), longest);
}

/**
 * How long the last worker waits for more work, seconds. Nothing in progress
 * depends on it, so it is short, but bridges the usual pauses of a stream.
 */
export function cooldownSecondsFor(workload: Workload): number {
  const pause = Math.ceil(180 / workload.tasksPerMinute);
  const shortest = IDLE_POLLS * pollingSecondsFor(workload);
  return pause <= LONGEST_PAUSE ? Math.max(pause, shortest) : shortest;
}

/** How many tasks of a burst each slot runs, one after the other. */
function roundsOf(
  { burstTasks, concurrency }: Workload,
  workers: number,
): number {
  return Math.max(Math.ceil(burstTasks / (concurrency * workers)), 1);
}

/** From the first message in an empty system to its start at the latest, seconds. */
export function firstStartSeconds(workload: Workload): number {
  return pollingSecondsFor(workload) + workload.coldStartSeconds;
}

/** From a burst to its last worker's start at the latest, seconds. */
export function rampSeconds(workload: Workload): number {
  return firstStartSeconds(workload) + HPA_PERIOD;
}

/** Workers that the steady stream keeps busy. */
export function steadyWorkers(workload: Workload): number {
  const { tasksPerMinute, taskSeconds, concurrency } = workload;
  return (tasksPerMinute / 60) * (taskSeconds / concurrency);
}

/** From a burst to the start of its last task, seconds, with so many workers. */
export function lastStartSeconds(workload: Workload, workers: number): number {
  const before = roundsOf(workload, workers) - 1;
  return rampSeconds(workload) + before * workload.taskSeconds;
}

/** Celery's time limits for a longest task, seconds. */
export function timeLimitsFor(longestTaskSeconds: number): {
  soft: number;
  hard: number;
} {
  const soft = Math.ceil(
    Math.max(1.25 * longestTaskSeconds, longestTaskSeconds + 5),
  );
  return { soft, hard: soft + Math.max(10, Math.ceil(0.1 * soft)) };
}

/** A stopping worker finishes its tasks within this time, seconds. */
export function graceSecondsFor(longestTaskSeconds: number): number {
  return timeLimitsFor(longestTaskSeconds).hard + SHUTDOWN_RESERVE;
}

/**
 * No task, delayed or not, is still held by a live worker after this time,
 * seconds: a worker gives back what falls due while it is full.
 */
export function visibilitySecondsFor({
  longestTaskSeconds,
  delayedTasks,
  longestDelaySeconds,
}: Workload): number {
  const running = 2 * timeLimitsFor(longestTaskSeconds).hard;
  return delayedTasks ? running + longestDelaySeconds : running;
}
