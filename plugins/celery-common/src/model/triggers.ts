import { compileFormula, Formula } from './formula';
import { ScaledObjectSpec, ScaledObjectTrigger } from './scaledObject';

/** The metric that a formula makes of all triggers. @public */
export const COMPOSITE_METRIC = 'composite-metric';

/**
 * A trigger as KEDA and the HPA see it.
 *
 * @public
 */
export interface TriggerMetric {
  /** Position among the triggers. */
  index: number;
  /** Such as `s0-redis-orders-orders`. */
  metric: string;
  /** The Redis key whose length counts. */
  key: string;
  /** What a formula calls it. */
  name?: string;
  /** Per replica, or in all with metric type `Value`. */
  target: number;
  metricType: 'AverageValue' | 'Value';
  /** It is active above this value. */
  activation: number;
  useCachedMetrics: boolean;
}

/**
 * How the triggers become one metric.
 *
 * @public
 */
export interface CompositeMetric {
  formula: Formula;
  /** Per replica, or in all with metric type `Value`. */
  target: number;
  metricType: 'AverageValue' | 'Value';
  /** Active above this value. */
  activation: number;
}

/**
 * A ScaledObject that KEDA refuses, with the reason in a sentence.
 *
 * @public
 */
export class ScaledObjectError extends Error {
  override name = 'ScaledObjectError';
}

const REDIS_TRIGGERS = ['redis', 'redis-cluster', 'redis-sentinel'];

const triggerMetrics = new WeakMap<
  readonly ScaledObjectTrigger[],
  readonly TriggerMetric[]
>();

/**
 * The metrics that KEDA offers for a ScaledObject's triggers.
 *
 * @throws {@link ScaledObjectError} for a trigger that is not a Redis list
 * trigger or lacks what such a trigger needs
 * @see KEDA `pkg/scalers/redis_scaler.go`
 * @public
 */
export function triggerMetricsOf(
  spec: ScaledObjectSpec,
): readonly TriggerMetric[] {
  let metrics = triggerMetrics.get(spec.triggers);
  if (!metrics) {
    metrics = spec.triggers.map(triggerMetric);
    triggerMetrics.set(spec.triggers, metrics);
  }
  return metrics;
}

function triggerMetric(
  trigger: ScaledObjectTrigger,
  index: number,
): TriggerMetric {
  const { type, metadata, name, metricType = 'AverageValue' } = trigger;
  if (!REDIS_TRIGGERS.includes(type)) {
    throw new ScaledObjectError(
      `Trigger ${index} is of type ${type}: only ${REDIS_TRIGGERS.join(
        ', ',
      )} can be modelled.`,
    );
  }
  const key = metadata.listName?.trim();
  if (!key) {
    throw new ScaledObjectError(`Trigger ${index} has no listName.`);
  }
  if (metricType !== 'AverageValue' && metricType !== 'Value') {
    throw new ScaledObjectError(
      `Trigger ${index} has metricType ${metricType}: use AverageValue or Value.`,
    );
  }
  return {
    index,
    metric: `s${index}-redis-${key.replace(/[/.:%()]/g, '-')}`,
    key,
    ...(name ? { name } : {}),
    target: wholeNumber(metadata.listLength, 5, 'listLength', index),
    metricType,
    activation: wholeNumber(
      metadata.activationListLength,
      0,
      'activationListLength',
      index,
    ),
    useCachedMetrics: trigger.useCachedMetrics ?? false,
  };
}

function wholeNumber(
  text: string | undefined,
  fallback: number,
  field: string,
  index: number,
): number {
  const trimmed = text?.trim();
  if (!trimmed) {
    return fallback;
  }
  if (!/^[+-]?\d+$/.test(trimmed)) {
    throw new ScaledObjectError(
      `Trigger ${index} has ${field} ${JSON.stringify(
        text,
      )}: write a whole number.`,
    );
  }
  return Number(trimmed);
}

const compositeMetrics = new WeakMap<
  ScaledObjectSpec,
  CompositeMetric | undefined
>();

/**
 * The composite metric of a ScaledObject; `undefined` without
 * `scalingModifiers`.
 *
 * @throws {@link FormulaError} or {@link ScaledObjectError}
 * @public
 */
export function compositeMetricOf(
  spec: ScaledObjectSpec,
): CompositeMetric | undefined {
  if (!compositeMetrics.has(spec)) {
    compositeMetrics.set(spec, compositeMetric(spec));
  }
  return compositeMetrics.get(spec);
}

function compositeMetric(spec: ScaledObjectSpec): CompositeMetric | undefined {
  const modifiers = spec.advanced?.scalingModifiers;
  if (!modifiers || !Object.values(modifiers).some(Boolean)) {
    return undefined;
  }
  const target = Number(modifiers.target);
  if (!modifiers.formula || !modifiers.target || !(target > 0)) {
    throw new ScaledObjectError(
      'scalingModifiers needs a formula and a target above 0.',
    );
  }
  const metricType = modifiers.metricType || 'AverageValue';
  if (metricType !== 'AverageValue' && metricType !== 'Value') {
    throw new ScaledObjectError(
      `scalingModifiers has metricType ${metricType}: use AverageValue or Value.`,
    );
  }
  return {
    formula: compileFormula(
      modifiers.formula,
      triggerMetricsOf(spec).flatMap(({ name }) => name ?? []),
    ),
    target,
    metricType,
    activation: Number(modifiers.activationTarget || 0),
  };
}
