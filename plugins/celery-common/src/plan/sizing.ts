import type { Workload } from './workload';

/** How often KEDA looks at the broker, seconds. */
export const POLLING = 5;
/** How often the HPA looks at KEDA's metrics, seconds. */
const HPA_PERIOD = 15;
/** What a worker needs to stop after its last task, seconds, also while the broker hangs. */
export const SHUTDOWN_RESERVE = 30;

/** From the first message in an empty system to its start at the latest, seconds. */
export function firstStartSeconds({ coldStartSeconds }: Workload): number {
  return POLLING + coldStartSeconds;
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
  const { burstTasks, concurrency, taskSeconds } = workload;
  const rounds = Math.ceil(burstTasks / (concurrency * workers));
  return rampSeconds(workload) + Math.max(rounds - 1, 0) * taskSeconds;
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

/** No task, delayed or not, is still held by a live worker after this time, seconds. */
export function visibilitySecondsFor(
  longestTaskSeconds: number,
  longestDelaySeconds: number,
): number {
  return 2 * timeLimitsFor(longestTaskSeconds).hard + longestDelaySeconds;
}
