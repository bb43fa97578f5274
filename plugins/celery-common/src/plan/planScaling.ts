import type { ScalingNumbers, ScalingPlan } from './plan';
import { reasonsOf } from './planReasons';
import { planWarnings } from './planWarnings';
import {
  cooldownSecondsFor,
  firstStartSeconds,
  graceSecondsFor,
  pollingSecondsFor,
  rampSeconds,
  steadyWorkers,
  timeLimitsFor,
  visibilitySecondsFor,
} from './sizing';
import { Workload, WorkloadInput, workloadSchema } from './workload';

/** Lets a new service show a worker before it goes to zero, seconds. */
const INITIAL_COOLDOWN = 60;
/** How often workers look for messages of dead ones, seconds. */
const RESTORE_INTERVAL = 5;
/** A broker may be away for this long without a worker being restarted, seconds. */
const LIVENESS_LIMIT = 120;
/** How long fewer workers must do before some of a steady stream's stop, seconds. */
const STEADY_WINDOW = 30;

/** The same where starting and stopping workers should be rare, seconds. */
const CALM_WINDOW = 60;

/**
 * What a plan should care for.
 *
 * @public
 */
export interface PlanOptions {
  /** Fewer starts and stops of workers, for more worker seconds. */
  calm?: boolean;
}

/**
 * Plans how a queue's workers scale and stop, from what is known of its work:
 * no task is lost, and a burst finishes about as soon as it can.
 *
 * @throws ZodError that names each wrong field, its value and what is allowed
 * @see {@link workloadSchema}
 * @public
 */
export function planScaling(
  input: WorkloadInput = {},
  options: PlanOptions = {},
): ScalingPlan {
  const workload = workloadSchema.parse(input);
  const numbers = scalingNumbers(workload, options);
  return {
    ...numbers,
    reasons: reasonsOf(numbers, workload),
    warnings: planWarnings(numbers, workload),
  };
}

function scalingNumbers(
  workload: Workload,
  { calm = false }: PlanOptions,
): ScalingNumbers {
  const { concurrency, maxWorkers, longestTaskSeconds, delayedTasks } =
    workload;
  const { soft, hard } = timeLimitsFor(longestTaskSeconds);
  return {
    strategy: delayedTasks ? 'running-set' : 'waiting-and-running',
    concurrency,
    target: concurrency * worthwhileFactor(workload),
    minReplicas: workload.waitSeconds < firstStartSeconds(workload) ? 1 : 0,
    maxReplicas: maxWorkers,
    pollingSeconds: pollingSecondsFor(workload),
    cooldownSeconds: cooldownSecondsFor(workload),
    initialCooldownSeconds: INITIAL_COOLDOWN,
    behavior: true,
    scaleUpPods: delayedTasks ? carefulPods(maxWorkers) : maxWorkers,
    scaleDownWindowSeconds: windowSeconds(workload, calm),
    graceSeconds: graceSecondsFor(longestTaskSeconds),
    softShutdownSeconds: hard,
    softTimeLimitSeconds: soft,
    hardTimeLimitSeconds: hard,
    visibilityTimeoutSeconds: visibilitySecondsFor(workload),
    restoreIntervalSeconds: RESTORE_INTERVAL,
    livenessLimitSeconds: LIVENESS_LIMIT,
    prefetchMultiplier: 1,
    disablePrefetch: true,
    memoryMi: Math.ceil(((60 + 50 * concurrency) * 1.6) / 64) * 64,
  };
}

/**
 * A delayed message looks like one that waits until a worker has taken it, so
 * at first only some workers start: if all was delayed, they stop again.
 */
function carefulPods(maxWorkers: number): number {
  return Math.min(Math.max(Math.ceil(maxWorkers / 4), 4), maxWorkers);
}

function windowSeconds(workload: Workload, calm: boolean): number {
  if (calm) {
    return CALM_WINDOW;
  }
  return steadyWorkers(workload) > 0 ? STEADY_WINDOW : 0;
}

/**
 * How many rounds of tasks a worker is started for. A worker is worth its
 * start if it then has work for about as long; more tasks per worker, as the
 * usual rule of thumb wants them for a longer wait, leave slots empty while
 * tasks wait. So more than one round only for a burst of tasks far shorter
 * than a start.
 */
function worthwhileFactor(workload: Workload): number {
  const { taskSeconds, waitSeconds, coldStartSeconds, delayedTasks } = workload;
  if (delayedTasks || steadyWorkers(workload) > 0) {
    return 1;
  }
  const left = waitSeconds - rampSeconds(workload);
  return Math.max(
    1,
    Math.floor(Math.min(left, coldStartSeconds) / (2 * taskSeconds)),
  );
}
