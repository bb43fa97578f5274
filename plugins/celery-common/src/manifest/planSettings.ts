import { z } from 'zod';
import {
  DEFAULT_COOLDOWN_PERIOD,
  DEFAULT_MAX_REPLICAS,
  DEFAULT_POLLING_INTERVAL,
  parseQuantity,
} from '../model';
import type { Deployment, KedaTrigger, ScaledObject } from '../workers';
import { list, number, text } from '../workers/read';

const amount = z.number().nonnegative().nullable();
const words = z.string().nullable();

/**
 * The settings that scaling follows, as a ScaledObject and a Deployment have
 * them, named as in `ScalingNumbers`. Times are seconds. `null`: the object
 * sets nothing; left out: the object is not known.
 *
 * @public
 */
export const planSettingsSchema = z.object({
  /** What the triggers watch: their names and lists. */
  watches: words.optional(),
  /** What the triggers' numbers are put together by. */
  formula: words.optional(),
  /** Tasks that ask for one worker. */
  target: amount.optional(),
  minReplicas: amount.optional(),
  maxReplicas: amount.optional(),
  pollingSeconds: amount.optional(),
  cooldownSeconds: amount.optional(),
  initialCooldownSeconds: amount.optional(),
  scaleUpPods: amount.optional(),
  scaleDownWindowSeconds: amount.optional(),
  graceSeconds: amount.optional(),
  concurrency: amount.optional(),
  softTimeLimitSeconds: amount.optional(),
  hardTimeLimitSeconds: amount.optional(),
  softShutdownSeconds: amount.optional(),
  visibilityTimeoutSeconds: amount.optional(),
  memoryMi: amount.optional(),
});

/** {@inheritDoc planSettingsSchema} @public */
export type PlanSettings = z.infer<typeof planSettingsSchema>;

/** The name of one of the {@link PlanSettings}. @public */
export type PlanSettingName = keyof PlanSettings;

/**
 * Where each setting stands in its object.
 *
 * @public
 */
export const PLAN_SETTING_FIELDS: Readonly<Record<PlanSettingName, string>> = {
  watches: 'spec.triggers',
  formula: 'spec.advanced.scalingModifiers.formula',
  target: 'spec.advanced.scalingModifiers.target, else listLength',
  minReplicas: 'spec.minReplicaCount',
  maxReplicas: 'spec.maxReplicaCount',
  pollingSeconds: 'spec.pollingInterval',
  cooldownSeconds: 'spec.cooldownPeriod',
  initialCooldownSeconds: 'spec.initialCooldownPeriod',
  scaleUpPods: 'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp',
  scaleDownWindowSeconds:
    'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds',
  graceSeconds: 'spec.template.spec.terminationGracePeriodSeconds',
  concurrency: 'WORKER_CONCURRENCY',
  softTimeLimitSeconds: 'TASK_SOFT_TIME_LIMIT_SECONDS',
  hardTimeLimitSeconds: 'TASK_TIME_LIMIT_SECONDS',
  softShutdownSeconds: 'SOFT_SHUTDOWN_TIMEOUT_SECONDS',
  visibilityTimeoutSeconds: 'VISIBILITY_TIMEOUT_SECONDS',
  memoryMi: 'resources.limits.memory',
};

/**
 * The settings in the order in which a page lists them.
 *
 * @public
 */
export const PLAN_SETTING_NAMES = Object.keys(
  PLAN_SETTING_FIELDS,
) as PlanSettingName[];

/** The settings that the template hands to a worker by its environment. */
const BY_ENVIRONMENT = [
  'concurrency',
  'softTimeLimitSeconds',
  'hardTimeLimitSeconds',
  'softShutdownSeconds',
  'visibilityTimeoutSeconds',
] as const;

/** Kubernetes' own, where a Deployment says nothing. */
const DEFAULT_GRACE_SECONDS = 30;

const MEBIBYTE_THOUSANDTHS = 2 ** 20 * 1000;

/**
 * The settings that a worker group's scaling follows, as its objects have
 * them, in a cluster or in a manifest; where they say nothing, what KEDA and
 * Kubernetes do by themselves. Never throws, whatever the objects.
 *
 * @public
 */
export function planSettingsOf(group: {
  scaledObject?: ScaledObject;
  deployment?: Deployment;
}): PlanSettings {
  const { scaledObject, deployment } = group;
  return {
    ...(scaledObject && scalingSettings(scaledObject)),
    ...(deployment && workerSettings(deployment)),
  };
}

function scalingSettings({ spec }: ScaledObject): PlanSettings {
  const { advanced } = spec ?? {};
  const modifiers = advanced?.scalingModifiers;
  const formula = text(modifiers?.formula);
  const redis = list(spec?.triggers).filter(({ metadata }) =>
    text(metadata?.listName),
  );
  const { scaleUp, scaleDown } =
    advanced?.horizontalPodAutoscalerConfig?.behavior ?? {};
  const pods = list(scaleUp?.policies).find(({ type }) => type === 'Pods');
  return {
    watches: text(redis.map(watched).join(', ')) ?? null,
    formula: formula ?? null,
    target: numeral(
      formula ? modifiers?.target : redis[0]?.metadata?.listLength,
    ),
    minReplicas: number(spec?.minReplicaCount) ?? 0,
    maxReplicas: number(spec?.maxReplicaCount) ?? DEFAULT_MAX_REPLICAS,
    pollingSeconds: number(spec?.pollingInterval) ?? DEFAULT_POLLING_INTERVAL,
    cooldownSeconds: number(spec?.cooldownPeriod) ?? DEFAULT_COOLDOWN_PERIOD,
    initialCooldownSeconds: number(spec?.initialCooldownPeriod) ?? 0,
    scaleUpPods: number(pods?.value) ?? null,
    scaleDownWindowSeconds:
      number(scaleDown?.stabilizationWindowSeconds) ?? null,
  };
}

function workerSettings({ spec }: Deployment): PlanSettings {
  const pod = spec?.template?.spec;
  const containers = list(pod?.containers);
  const worker =
    containers.find(({ name }) => name === 'worker') ?? containers[0];
  const environment = new Map(
    list(worker?.env).map(({ name, value }) => [name, value]),
  );
  const memory = worker?.resources?.limits?.memory;
  const thousandths =
    memory === undefined ? undefined : parseQuantity(String(memory));
  return {
    graceSeconds:
      number(pod?.terminationGracePeriodSeconds) ?? DEFAULT_GRACE_SECONDS,
    ...Object.fromEntries(
      BY_ENVIRONMENT.map(name => [
        name,
        numeral(environment.get(PLAN_SETTING_FIELDS[name])),
      ]),
    ),
    memoryMi:
      thousandths === undefined
        ? null
        : number(thousandths / MEBIBYTE_THOUSANDTHS) ?? null,
  };
}

function watched(trigger: KedaTrigger): string {
  // Priority lists have control characters in their names.
  const key = JSON.stringify(String(trigger.metadata?.listName)).slice(1, -1);
  const name = text(trigger.name);
  return name ? `${name}: ${key}` : key;
}

/** The number that a text writes, if it does. */
function numeral(value: unknown): number | null {
  const written = text(value)?.trim();
  return written ? number(Number(written)) ?? null : null;
}
