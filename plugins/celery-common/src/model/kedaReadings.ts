import { FormulaError } from './formulaError';
import { KedaState, MetricReading, TriggerReading } from './kedaState';
import { ScaledObjectFallback, ScaledObjectSpec } from './scaledObject';
import {
  COMPOSITE_METRIC,
  CompositeMetric,
  compositeMetricOf,
  TriggerMetric,
} from './triggers';

/** How many replicas there are; a fallback may depend on it. @public */
export interface ReplicaCounts {
  /** `spec.replicas` of the scale target. */
  replicas: number;
  /** Replicas that are ready; only metric type `Value` needs it. */
  readyReplicas?: number;
}

/** One trigger after KEDA's fallback was applied. */
export interface TriggerResult {
  trigger: TriggerMetric;
  /** Thousandths; absent after an error. */
  milli?: number;
  error?: string;
  active: boolean;
  /** The value stands in for one that could not be read. */
  fallback: boolean;
}

/**
 * Why KEDA cannot connect its scalers; `undefined` when it can. One broker
 * that does not answer is enough.
 */
export function unreachableTrigger(
  readings: readonly TriggerReading[],
): string | undefined {
  for (const reading of readings) {
    if ('error' in reading && !reading.reachable) {
      return reading.error;
    }
  }
  return undefined;
}

/** Reads a trigger and counts its failures, as KEDA's fallback wants. */
export function readTrigger(
  spec: ScaledObjectSpec,
  trigger: TriggerMetric,
  reading: TriggerReading,
  failures: Readonly<Record<string, number>>,
  counts: ReplicaCounts,
): { result: TriggerResult; failures: Readonly<Record<string, number>> } {
  const { metric } = trigger;
  const fallback = validFallback(spec);
  if ('value' in reading) {
    const milli = reading.value * 1000;
    const active = reading.value > trigger.activation;
    return {
      result: { trigger, milli, active, fallback: false },
      failures: fallback ? { ...failures, [metric]: 0 } : failures,
    };
  }
  const { error } = reading;
  if (!fallback) {
    return {
      result: { trigger, error, active: false, fallback: false },
      failures,
    };
  }
  const failed = (failures[metric] ?? 0) + 1;
  const counted = { ...failures, [metric]: failed };
  if (failed <= fallback.failureThreshold) {
    return {
      result: { trigger, error, active: false, fallback: false },
      failures: counted,
    };
  }
  if (fallback.behavior === 'scalingModifiers') {
    return {
      result: { trigger, milli: -1000, active: false, fallback: false },
      failures: counted,
    };
  }
  const milli = fallbackMilli(spec, fallback, trigger, counts);
  return {
    result:
      milli === undefined
        ? { trigger, error, active: false, fallback: false }
        : { trigger, milli, active: true, fallback: true },
    failures: counted,
  };
}

function validFallback(
  spec: ScaledObjectSpec,
): ScaledObjectFallback | undefined {
  const { fallback } = spec;
  if (!fallback) {
    return undefined;
  }
  const target = compositeMetricOf(spec)?.target ?? 1;
  const wholeTarget = Number.isInteger(target);
  return fallback.failureThreshold >= 0 && fallback.replicas >= 0 && wholeTarget
    ? fallback
    : undefined;
}

function fallbackMilli(
  spec: ScaledObjectSpec,
  { replicas, behavior = 'static' }: ScaledObjectFallback,
  trigger: TriggerMetric,
  counts: ReplicaCounts,
): number | undefined {
  const byBehavior = {
    static: replicas,
    currentReplicas: counts.replicas,
    currentReplicasIfHigher: Math.max(counts.replicas, replicas),
    currentReplicasIfLower: Math.min(counts.replicas, replicas),
    scalingModifiers: replicas,
  };
  const { target, metricType } = compositeMetricOf(spec) ?? trigger;
  const perReplica = metricType === 'Value' ? counts.readyReplicas ?? 0 : 1;
  return perReplica === 0
    ? undefined
    : Math.trunc((target * 1000 * byBehavior[behavior]) / perReplica);
}

/** The composite metric of the triggers' results. */
export function composite(
  spec: ScaledObjectSpec,
  { formula }: CompositeMetric,
  results: readonly TriggerResult[],
  failures: Readonly<Record<string, number>>,
): MetricReading {
  const standIn = results.find(({ fallback }) => fallback);
  if (standIn?.milli !== undefined) {
    return { milli: standIn.milli };
  }
  const { fallback } = spec;
  const values: Record<string, number> = {};
  for (const { trigger, milli } of results) {
    const unknown =
      fallback?.behavior === 'scalingModifiers' &&
      (failures[trigger.metric] ?? 0) > fallback.failureThreshold;
    if (trigger.name && milli !== undefined && !unknown) {
      values[trigger.name] = milli / 1000;
    }
  }
  try {
    const value = formula.evaluate(values);
    if (value !== undefined) {
      return { milli: toMilli(value) };
    }
    return fallback
      ? { milli: toMilli(fallback.replicas * compositeTarget(spec)) }
      : { error: 'The formula gives nil and there is no fallback.' };
  } catch (error) {
    if (error instanceof FormulaError) {
      return { error: error.message };
    }
    throw error;
  }
}

function compositeTarget(spec: ScaledObjectSpec): number {
  return compositeMetricOf(spec)?.target ?? 0;
}

// What Go's conversion of an infinite or undefined float to int64 gives on
// amd64; KEDA hands it on.
const NOT_FINITE = -(2 ** 63);

function toMilli(value: number): number {
  return Number.isFinite(value) ? Math.trunc(value * 1000) : NOT_FINITE;
}

/** `Fallback=True` while any metric has failed too often. */
export function isFallingBack(
  spec: ScaledObjectSpec,
  failures: Readonly<Record<string, number>>,
): boolean {
  const fallback = validFallback(spec);
  return (
    fallback !== undefined &&
    Object.values(failures).some(count => count > fallback.failureThreshold)
  );
}

/**
 * What the HPA is told about one metric, and what asking does to KEDA: a
 * reading that fails makes KEDA connect anew, for every trigger, before it
 * does anything else.
 */
export function readMetric(
  spec: ScaledObjectSpec,
  state: KedaState,
  metric: string,
  triggers: readonly TriggerMetric[],
  readings: readonly TriggerReading[],
  counts: ReplicaCounts,
): { state: KedaState; metric: MetricReading } {
  const unreachable = state.scalersBuilt
    ? undefined
    : unreachableTrigger(readings);
  if (unreachable !== undefined) {
    return { state, metric: { error: unreachable } };
  }
  const compositeMetric = compositeMetricOf(spec);
  const asked = compositeMetric
    ? triggers
    : triggers.filter(trigger => trigger.metric === metric);
  let { failures } = state;
  const results = asked.map(trigger => {
    const cached = trigger.useCachedMetrics
      ? state.cached[trigger.metric]
      : undefined;
    const read = readTrigger(
      spec,
      trigger,
      cached ? fromCache(cached) : readings[trigger.index],
      failures,
      counts,
    );
    failures = read.failures;
    return read.result;
  });
  const failed = results.find(({ error }) => error !== undefined)?.error;
  const next = { ...state, scalersBuilt: failed === undefined, failures };
  if (failed !== undefined && !results.some(({ fallback }) => fallback)) {
    return { state: next, metric: { error: failed } };
  }
  if (compositeMetric) {
    return {
      state: next,
      metric: composite(spec, compositeMetric, results, failures),
    };
  }
  const milli = results[0]?.milli;
  return {
    state: next,
    metric:
      milli === undefined
        ? { error: `no matching metrics found for ${metric}` }
        : { milli },
  };
}

function fromCache(cached: MetricReading): TriggerReading {
  return 'error' in cached
    ? { error: cached.error, reachable: true }
    : { value: cached.milli / 1000 };
}

/** The names under which the HPA asks, in its order. */
export function askedMetrics(
  spec: ScaledObjectSpec,
  triggers: readonly TriggerMetric[],
): readonly string[] {
  return compositeMetricOf(spec)
    ? [COMPOSITE_METRIC]
    : triggers.map(({ metric }) => metric);
}
