import {
  planScaling,
  ScalingNumbers,
  ScalingStrategy,
  usualRecipe,
  WorkerGroup,
} from '@celery-keda/backstage-plugin-celery-common';

/** The settings that can be tried otherwise. */
export const TRIED_SETTINGS = [
  'maxReplicas',
  'target',
  'pollingSeconds',
  'cooldownSeconds',
  'scaleDownWindowSeconds',
] as const;

/** {@inheritDoc TRIED_SETTINGS} */
export type TriedSetting = (typeof TRIED_SETTINGS)[number];

/** What no object in the cluster says about a worker group's tasks. */
export interface TaskFacts {
  /** How long a task takes. */
  taskSeconds: number;
  /** Tasks that one worker runs at a time. */
  concurrency: number;
}

/** The longest span that a task may take in a simulation, in seconds. */
const LONGEST = 86_400;
/** An HPA without a behaviour of its own waits so long, in seconds. */
const DEFAULT_SCALE_DOWN_WINDOW = 300;

/**
 * The plan that a worker group follows, as far as its ScaledObject and
 * Deployment say. What they do not say is as the template has it, or as plain
 * Celery has it where the group is not scaled as the template does.
 */
export function livePlanOf(
  group: WorkerGroup,
  { taskSeconds, concurrency }: TaskFacts,
): ScalingNumbers | undefined {
  const spec = group.scaledObject?.spec;
  const target = targetOf(group);
  if (!spec || target === undefined) {
    return undefined;
  }
  const strategy = strategyOf(group);
  const workload = {
    taskSeconds,
    longestTaskSeconds: Math.min(Math.max(60, 2 * taskSeconds), LONGEST),
    concurrency,
    delayedTasks: strategy === 'running-set',
  };
  const base =
    strategy === 'waiting-only' ? usualRecipe(workload) : planScaling(workload);
  const behavior = spec.advanced?.horizontalPodAutoscalerConfig?.behavior;
  const pods = behavior?.scaleUp?.policies?.find(({ type }) => type === 'Pods');
  return {
    ...base,
    strategy,
    target,
    minReplicas: amount(spec.minReplicaCount, 0),
    maxReplicas: amount(group.replicas.max, base.maxReplicas),
    pollingSeconds: amount(spec.pollingInterval, 30),
    cooldownSeconds: amount(spec.cooldownPeriod, 300),
    initialCooldownSeconds: amount(spec.initialCooldownPeriod, 0),
    behavior: behavior !== undefined,
    scaleUpPods: amount(pods?.value, base.scaleUpPods),
    scaleDownWindowSeconds: amount(
      behavior?.scaleDown?.stabilizationWindowSeconds,
      DEFAULT_SCALE_DOWN_WINDOW,
    ),
    graceSeconds: amount(
      group.deployment?.spec?.template?.spec?.terminationGracePeriodSeconds,
      30,
    ),
  };
}

/** How many tasks ask for one worker; absent when the object does not say. */
export function targetOf(group: WorkerGroup): number | undefined {
  const spec = group.scaledObject?.spec;
  const modifiers = spec?.advanced?.scalingModifiers;
  const triggers = Array.isArray(spec?.triggers) ? spec.triggers : [];
  const listLength = triggers.find(trigger => trigger?.metadata?.listName)
    ?.metadata?.listLength;
  const target = Number(modifiers?.formula ? modifiers.target : listLength);
  return target > 0 && Number.isFinite(target) ? target : undefined;
}

function strategyOf(group: WorkerGroup): ScalingStrategy {
  const spec = group.scaledObject?.spec;
  if (!spec?.advanced?.scalingModifiers?.formula) {
    return 'waiting-only';
  }
  return spec.triggers?.some(trigger => trigger?.name === 'held')
    ? 'running-set'
    : 'waiting-and-running';
}

function amount(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
    ? value
    : otherwise;
}
