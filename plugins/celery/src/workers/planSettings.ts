import {
  DEFAULT_COOLDOWN_PERIOD,
  DEFAULT_MAX_REPLICAS,
  DEFAULT_POLLING_INTERVAL,
  KedaTrigger,
  WorkerGroup,
} from '@celery-keda/backstage-plugin-celery-common';

/** One setting that scaling follows. */
export interface PlanSetting {
  /** Which one. */
  id:
    | 'target'
    | 'watches'
    | 'formula'
    | 'min'
    | 'max'
    | 'polling'
    | 'cooldown'
    | 'initialCooldown'
    | 'grace';
  /** Its value: a number, seconds, or text as it stands in the object. */
  value:
    | { kind: 'number'; number: number }
    | { kind: 'seconds'; seconds: number }
    | { kind: 'text'; text: string };
  /** Where it stands. */
  field: string;
}

/** Kubernetes' own, where a Deployment says nothing. */
const DEFAULT_GRACE_SECONDS = 30;

/**
 * The settings that a worker group's scaling follows at this moment, as its
 * ScaledObject and Deployment have them.
 */
export function planSettingsOf(group: WorkerGroup): PlanSetting[] {
  const { deployment, scaledObject } = group;
  const settings: PlanSetting[] = [];
  const add = (
    id: PlanSetting['id'],
    field: string,
    value: PlanSetting['value'] | undefined,
  ) => {
    if (value) {
      settings.push({ id, field, value });
    }
  };

  if (scaledObject) {
    const spec = scaledObject.spec ?? {};
    const modifiers = spec.advanced?.scalingModifiers;
    const triggers = Array.isArray(spec.triggers) ? spec.triggers : [];
    const redis = triggers.filter(trigger => trigger?.metadata?.listName);
    add('watches', 'spec.triggers', text(redis.map(watched).join(', ')));
    if (modifiers?.formula) {
      add(
        'formula',
        'spec.advanced.scalingModifiers.formula',
        text(modifiers.formula),
      );
      add(
        'target',
        'spec.advanced.scalingModifiers.target',
        text(modifiers.target),
      );
    } else {
      add(
        'target',
        'spec.triggers[0].metadata.listLength',
        text(redis[0]?.metadata?.listLength),
      );
    }
    add('min', 'spec.minReplicaCount', number(spec.minReplicaCount, 0));
    add(
      'max',
      'spec.maxReplicaCount',
      number(spec.maxReplicaCount, DEFAULT_MAX_REPLICAS),
    );
    add(
      'polling',
      'spec.pollingInterval',
      seconds(spec.pollingInterval, DEFAULT_POLLING_INTERVAL),
    );
    add(
      'cooldown',
      'spec.cooldownPeriod',
      seconds(spec.cooldownPeriod, DEFAULT_COOLDOWN_PERIOD),
    );
    add(
      'initialCooldown',
      'spec.initialCooldownPeriod',
      seconds(spec.initialCooldownPeriod, 0),
    );
  }
  if (deployment) {
    add(
      'grace',
      'spec.template.spec.terminationGracePeriodSeconds',
      seconds(
        deployment.spec?.template?.spec?.terminationGracePeriodSeconds,
        DEFAULT_GRACE_SECONDS,
      ),
    );
  }
  return settings;
}

function watched(trigger: KedaTrigger): string {
  // Priority lists have control characters in their names.
  const list = JSON.stringify(String(trigger.metadata?.listName)).slice(1, -1);
  return trigger.name ? `${trigger.name}: ${list}` : list;
}

function text(value: unknown): PlanSetting['value'] | undefined {
  return typeof value === 'string' && value !== ''
    ? { kind: 'text', text: value }
    : undefined;
}

function number(value: unknown, otherwise: number): PlanSetting['value'] {
  return {
    kind: 'number',
    number: typeof value === 'number' ? value : otherwise,
  };
}

function seconds(value: unknown, otherwise: number): PlanSetting['value'] {
  return {
    kind: 'seconds',
    seconds: typeof value === 'number' ? value : otherwise,
  };
}
