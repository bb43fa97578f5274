import type { ScalingNumbers, ScalingPlan } from './plan';
import { reasonsOf } from './planReasons';
import { WorkloadInput, workloadSchema } from './workload';

/**
 * The plan of the widespread recipe for Celery under KEDA (poll 5 s, cooldown
 * 30 s, 5 waiting tasks per worker, defaults for all else), to compare with:
 * it sees waiting tasks only, stops busy workers, and strands what they ran.
 *
 * @param input - of which concurrency and the most workers are taken over
 * @throws ZodError as {@link planScaling}
 * @public
 */
export function usualRecipe(input: WorkloadInput = {}): ScalingPlan {
  const workload = workloadSchema.parse(input);
  const numbers: ScalingNumbers = {
    strategy: 'waiting-only',
    concurrency: workload.concurrency,
    target: 5,
    minReplicas: 0,
    maxReplicas: workload.maxWorkers,
    pollingSeconds: 5,
    cooldownSeconds: 30,
    initialCooldownSeconds: 0,
    behavior: false,
    scaleUpPods: 4,
    scaleDownWindowSeconds: 300,
    graceSeconds: 30,
    softShutdownSeconds: 0,
    softTimeLimitSeconds: null,
    hardTimeLimitSeconds: null,
    visibilityTimeoutSeconds: 3600,
    restoreIntervalSeconds: 100,
    livenessLimitSeconds: null,
    prefetchMultiplier: 1,
    disablePrefetch: false,
    memoryMi: 256,
  };
  return {
    ...numbers,
    reasons: reasonsOf(numbers, workload, {
      target: 'plan.reason.target.fixed',
      cooldownSeconds: 'plan.reason.cooldownSeconds.unsafe',
      behavior: 'plan.reason.behavior.unset',
      scaleUpPods: 'plan.reason.scaleUpPods.double',
      graceSeconds: 'plan.reason.graceSeconds.short',
      softShutdownSeconds: 'plan.reason.softShutdownSeconds.none',
      softTimeLimitSeconds: 'plan.reason.softTimeLimitSeconds.none',
      hardTimeLimitSeconds: 'plan.reason.hardTimeLimitSeconds.none',
      visibilityTimeoutSeconds: 'plan.reason.visibilityTimeoutSeconds.default',
      livenessLimitSeconds: 'plan.reason.livenessLimitSeconds.none',
    }),
    warnings: [],
  };
}
