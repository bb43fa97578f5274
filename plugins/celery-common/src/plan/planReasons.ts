import type { PlanReason, ScalingNumbers, ScalingPlan } from './plan';
import { PlanMessageKey, planText } from './planMessages.en';
import { firstStartSeconds, SHUTDOWN_RESERVE } from './sizing';
import type { Workload } from './workload';

type Keys = Readonly<Record<keyof ScalingNumbers, PlanMessageKey>>;

/** The reason of every number of a plan. */
export function reasonsOf(
  numbers: ScalingNumbers,
  workload: Workload,
  exceptions: Partial<Keys> = {},
): ScalingPlan['reasons'] {
  const params = paramsOf(numbers, workload);
  const keys: Keys = { ...keysOf(numbers, workload), ...exceptions };
  const reason = (key: PlanMessageKey): PlanReason => ({
    key,
    params,
    text: planText(key, params),
  });
  return Object.fromEntries(
    Object.entries(keys).map(([field, key]) => [field, reason(key)]),
  ) as ScalingPlan['reasons'];
}

function keysOf(numbers: ScalingNumbers, workload: Workload): Keys {
  return {
    strategy: `plan.reason.strategy.${numbers.strategy}`,
    concurrency: 'plan.reason.concurrency',
    target:
      numbers.target === numbers.concurrency
        ? 'plan.reason.target.slots'
        : 'plan.reason.target.start',
    minReplicas: numbers.minReplicas
      ? 'plan.reason.minReplicas.one'
      : 'plan.reason.minReplicas.zero',
    maxReplicas: 'plan.reason.maxReplicas',
    pollingSeconds: 'plan.reason.pollingSeconds',
    cooldownSeconds: 'plan.reason.cooldownSeconds.safe',
    initialCooldownSeconds: 'plan.reason.initialCooldownSeconds',
    behavior: 'plan.reason.behavior.set',
    scaleUpPods:
      numbers.scaleUpPods < numbers.maxReplicas
        ? 'plan.reason.scaleUpPods.double'
        : 'plan.reason.scaleUpPods.all',
    scaleDownWindowSeconds: numbers.scaleDownWindowSeconds
      ? 'plan.reason.scaleDownWindowSeconds.some'
      : 'plan.reason.scaleDownWindowSeconds.none',
    graceSeconds: 'plan.reason.graceSeconds.enough',
    softShutdownSeconds: 'plan.reason.softShutdownSeconds',
    softTimeLimitSeconds: 'plan.reason.softTimeLimitSeconds',
    hardTimeLimitSeconds: 'plan.reason.hardTimeLimitSeconds',
    visibilityTimeoutSeconds: workload.delayedTasks
      ? 'plan.reason.visibilityTimeoutSeconds.delay'
      : 'plan.reason.visibilityTimeoutSeconds.limit',
    restoreIntervalSeconds: 'plan.reason.restoreIntervalSeconds',
    livenessLimitSeconds: 'plan.reason.livenessLimitSeconds',
    prefetchMultiplier: 'plan.reason.prefetchMultiplier',
    disablePrefetch: numbers.disablePrefetch
      ? 'plan.reason.disablePrefetch.on'
      : 'plan.reason.disablePrefetch.off',
    memoryMi: 'plan.reason.memoryMi',
  };
}

function paramsOf(
  numbers: ScalingNumbers,
  workload: Workload,
): Readonly<Record<string, number>> {
  const known = { ...workload, ...numbers };
  return {
    ...(Object.fromEntries(
      Object.entries(known).filter(([, value]) => typeof value === 'number'),
    ) as Record<string, number>),
    slots: numbers.maxReplicas * numbers.concurrency,
    firstStartSeconds: firstStartSeconds(workload),
    reserveSeconds: SHUTDOWN_RESERVE,
  };
}
