import {
  QueueStatus,
  WORKLOAD_LIMITS,
} from '@celery-keda/backstage-plugin-celery-common';

/** The load that settings are tried under. */
export interface Load {
  /** Tasks there to be done at the start. */
  backlog: number;
  tasksPerMinute: number;
  taskSeconds: number;
  /** Tasks that one worker runs at a time. */
  concurrency: number;
}

const DEFAULT_TASK_SECONDS = 10;

/**
 * The load of this moment, to begin with. What is unknown begins as nothing,
 * and a person can say better.
 */
export function loadOf(queue: QueueStatus, target: number): Load {
  const { length, inFlight, scheduled, arrivalPerSecond } = queue;
  const running = Math.max(0, (inFlight ?? 0) - (scheduled ?? 0));
  return {
    backlog: (length ?? 0) + running,
    tasksPerMinute: Math.round((arrivalPerSecond ?? 0) * 60),
    taskSeconds: taskSecondsOf(running, queue.drainPerSecond),
    concurrency: Math.min(64, Math.max(1, Math.round(target))),
  };
}

/**
 * By Little's law: as many run at a time as are taken while one of them runs.
 *
 * @see J. D. C. Little, "A Proof for the Queuing Formula: L = λW", 1961
 */
function taskSecondsOf(running: number, perSecond: number | null): number {
  if (!perSecond || running === 0) {
    return DEFAULT_TASK_SECONDS;
  }
  const seconds = Math.min(
    running / perSecond,
    WORKLOAD_LIMITS.taskSeconds.max,
  );
  return seconds < 10 ? Math.max(0.1, round(seconds)) : Math.round(seconds);
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
