import type { ScaledObjectSpec, ScaledObjectTrigger } from '../model';
import type { ScalingNumbers } from './plan';

/**
 * The Redis keys that a queue's ScaledObject watches.
 *
 * @public
 */
export interface WatchedKeys {
  /** The queue's lists, one for each priority step. */
  waiting: readonly string[];
  /** The hash of messages that were delivered and not acknowledged. */
  unacked: string;
  /** The set of tasks that workers report as running; for `running-set`. */
  running: string;
}

/**
 * The ScaledObject that carries a plan out, without addresses.
 *
 * @public
 */
export function scaledObjectOf(
  plan: ScalingNumbers,
  keys: WatchedKeys,
): ScaledObjectSpec {
  const { strategy, target } = plan;
  const waiting = keys.waiting.map((key, i) =>
    trigger(keys.waiting.length > 1 ? `waiting${i}` : 'waiting', key, target),
  );
  const sum = waiting.map(({ name }) => name).join(' + ');
  switch (strategy) {
    case 'waiting-and-running':
      return specOf(
        plan,
        [...waiting, trigger('running', keys.unacked, target)],
        `${sum} + running`,
      );
    case 'running-set':
      return specOf(
        plan,
        [
          ...waiting,
          trigger('running', keys.running, target),
          trigger('held', keys.unacked, target),
        ],
        `${sum} + max(running, min(held, 1))`,
      );
    default:
      return specOf(plan, waiting);
  }
}

function trigger(
  name: string,
  listName: string,
  listLength: number,
): ScaledObjectTrigger {
  return {
    type: 'redis',
    name,
    metadata: { listName, listLength: String(listLength) },
  };
}

function specOf(
  plan: ScalingNumbers,
  triggers: readonly ScaledObjectTrigger[],
  formula?: string,
): ScaledObjectSpec {
  return {
    pollingInterval: plan.pollingSeconds,
    cooldownPeriod: plan.cooldownSeconds,
    initialCooldownPeriod: plan.initialCooldownSeconds,
    minReplicaCount: plan.minReplicas,
    maxReplicaCount: plan.maxReplicas,
    triggers,
    advanced: {
      ...(plan.behavior
        ? { horizontalPodAutoscalerConfig: behavior(plan) }
        : {}),
      ...(formula
        ? {
            scalingModifiers: {
              formula,
              target: String(plan.target),
              metricType: 'AverageValue',
            },
          }
        : {}),
    },
  };
}

function behavior({ scaleUpPods, scaleDownWindowSeconds }: ScalingNumbers) {
  return {
    behavior: {
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max' as const,
        policies: [
          { type: 'Percent' as const, value: 100, periodSeconds: 15 },
          { type: 'Pods' as const, value: scaleUpPods, periodSeconds: 15 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: scaleDownWindowSeconds,
        selectPolicy: 'Max' as const,
        policies: [{ type: 'Percent' as const, value: 100, periodSeconds: 15 }],
      },
    },
  };
}
