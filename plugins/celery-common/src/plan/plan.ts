import type { PlanMessageKey } from './planMessages.en';
import type { Workload } from './workload';

/**
 * What asks for workers.
 *
 * - `waiting-and-running`: waiting plus running tasks, by a formula;
 * - `running-set`: waiting tasks plus those that workers report as running;
 *   anything else unfinished keeps one worker;
 * - `waiting-only`: waiting tasks and nothing else.
 *
 * @public
 */
export type ScalingStrategy =
  | 'waiting-and-running'
  | 'running-set'
  | 'waiting-only';

/**
 * All numbers that KEDA, the HPA, Kubernetes and Celery must agree on. Times
 * are seconds.
 *
 * @public
 */
export interface ScalingNumbers {
  strategy: ScalingStrategy;
  /** Tasks that one worker runs at a time. */
  concurrency: number;
  /** Tasks that ask for one worker. */
  target: number;
  minReplicas: number;
  maxReplicas: number;
  /** KEDA looks at the broker this often. */
  pollingSeconds: number;
  /** Without any work for this long, all workers stop. */
  cooldownSeconds: number;
  /** The same for a service that never had work. */
  initialCooldownSeconds: number;
  /** Whether the HPA's `behavior` is set; without it its older rules apply. */
  behavior: boolean;
  /** Workers added at most in 15 s, or twice as many as there are. */
  scaleUpPods: number;
  /** Fewer workers only if this long fewer would do. */
  scaleDownWindowSeconds: number;
  /** `terminationGracePeriodSeconds`. */
  graceSeconds: number;
  /** Celery's `worker_soft_shutdown_timeout`. */
  softShutdownSeconds: number;
  /** Celery's `task_soft_time_limit`; `null`: none. */
  softTimeLimitSeconds: number | null;
  /** Celery's `task_time_limit`; `null`: none. */
  hardTimeLimitSeconds: number | null;
  /** kombu's `visibility_timeout`. */
  visibilityTimeoutSeconds: number;
  /** Workers look this often for messages of workers that died. */
  restoreIntervalSeconds: number;
  /** A worker whose heartbeat is older is restarted; `null`: never. */
  livenessLimitSeconds: number | null;
  /** Celery's `worker_prefetch_multiplier`. */
  prefetchMultiplier: number;
  /** Celery's `worker_disable_prefetch`. */
  disablePrefetch: boolean;
  /** Memory of a worker, MiB, for a small application. */
  memoryMi: number;
}

/**
 * Why a number is what it is: a key of {@link planMessages} and its numbers
 * for translations, and the sentence in English.
 *
 * @public
 */
export interface PlanReason {
  key: PlanMessageKey;
  params: Readonly<Record<string, number>>;
  text: string;
}

/**
 * Something that a plan cannot give, and the one change that would.
 *
 * @public
 */
export interface PlanWarning extends PlanReason {
  code: PlanWarningCode;
  /** The one answer to change so that the warning goes away. */
  change?: { field: keyof Workload; value: number | boolean };
}

/** @public */
export type PlanWarningCode =
  | 'keeps-one-worker'
  | 'wait-below-ramp'
  | 'burst-exceeds-wait'
  | 'overload'
  | 'long-grace'
  | 'slow-recovery'
  | 'tiny-tasks'
  | 'delayed-tasks-hold-workers';

/**
 * A scaling plan: its numbers, the reason of each, and what it cannot give.
 * Flat and plain JSON.
 *
 * @public
 */
export interface ScalingPlan extends ScalingNumbers {
  reasons: Readonly<Record<keyof ScalingNumbers, PlanReason>>;
  warnings: readonly PlanWarning[];
}
