import { Condition, withCondition } from './conditions';
import {
  GOT_SCALE,
  limitedCondition,
  metricFailed,
  rescaled,
  SCALING_DISABLED,
  stabilizedCondition,
  unableToGet,
  validMetric,
} from './hpaConditions';
import { HpaComputation, HpaDecision, HpaReason } from './hpaDecision';
import { Limited, limitReplicas, withChange } from './hpaLimits';
import { HpaExternalMetric, HpaSpec } from './hpaSpec';
import { HpaMetricStatus, HpaState } from './hpaState';
import { MetricReading } from './kedaState';
import { formatQuantity, parseQuantity } from './quantity';
import { HpaScalingRules } from './scaledObject';

/** How often the HPA controller looks at each HPA, seconds. @public */
export const HPA_SYNC_PERIOD = 15;

const LIMITED_BY = {
  TooManyReplicas: 'maxReplicas',
  TooFewReplicas: 'minReplicas',
  ScaleUpLimit: 'scaleUpRate',
  ScaleDownLimit: 'scaleDownRate',
} as const;

/**
 * All that one pass depends on.
 *
 * @public
 */
export interface HpaSyncInput {
  spec: HpaSpec;
  state: HpaState;
  /** `spec.replicas` of the scale target. */
  specReplicas: number;
  /** `status.replicas` of the scale target. */
  statusReplicas: number;
  /** Replicas that are ready; only metric type `Value` needs it. */
  readyReplicas?: number;
  /** By metric name; see {@link hpaReadsMetrics} for when they are needed. */
  metrics: Readonly<Record<string, MetricReading>>;
  /** Seconds. */
  now: number;
}

/**
 * What one pass did.
 *
 * @public
 */
export interface HpaSyncResult {
  state: HpaState;
  /** The replicas that the HPA writes; absent when it writes nothing. */
  replicas?: number;
  /** `status.desiredReplicas`. */
  desired: number;
  decision: HpaDecision;
}

/**
 * Whether a pass reads its metrics. It does not at zero replicas, above the
 * maximum and below the minimum.
 *
 * @public
 */
export function hpaReadsMetrics(spec: HpaSpec, specReplicas: number): boolean {
  return (
    specReplicas > 0 &&
    specReplicas <= spec.maxReplicas &&
    specReplicas >= spec.minReplicas
  );
}

/**
 * One pass of the HPA controller: from external metrics to a number of
 * replicas, with tolerance, windows, rates and bounds.
 *
 * @see Kubernetes `pkg/controller/podautoscaler/horizontal.go`
 * @public
 */
export function hpaSync(input: HpaSyncInput): HpaSyncResult {
  const { spec, specReplicas: current, now } = input;
  const state = withInitialRecommendation(input.state, current, now);
  const conditions = withCondition(state.conditions, GOT_SCALE, now);
  if (current === 0) {
    return finish(
      input,
      {
        ...state,
        conditions: withCondition(conditions, SCALING_DISABLED, now),
      },
      { code: 'scaling-disabled' },
      0,
    );
  }
  if (current > spec.maxReplicas) {
    const { maxReplicas } = spec;
    const reason: HpaReason = { code: 'above-maximum', maxReplicas };
    return finish(input, { ...state, conditions }, reason, maxReplicas);
  }
  if (current < spec.minReplicas) {
    const { minReplicas } = spec;
    const reason: HpaReason = { code: 'below-minimum', minReplicas };
    return finish(input, { ...state, conditions }, reason, minReplicas);
  }
  return scaleByMetrics(input, { ...state, conditions });
}

function scaleByMetrics(input: HpaSyncInput, state: HpaState): HpaSyncResult {
  const { spec, specReplicas: current, now } = input;
  const proposals = prepare(spec).map(metric => propose(input, metric));
  const currentMetrics = proposals.map(({ status }) => status);
  const errors = proposals.flatMap(({ error }) => error ?? []);
  const best = proposals.reduce(mostReplicas);
  const { computation, found } = best;
  if (
    !computation ||
    !found ||
    (errors.length > 0 && computation.proposed < current)
  ) {
    return unavailable(input, { ...state, currentMetrics }, errors);
  }
  const proposed = Math.max(computation.proposed, 0);
  const limited = limitReplicas(spec, state, current, proposed, now);
  const conditions = [
    found,
    stabilizedCondition(spec, current, proposed, limited),
    limitedCondition(limited),
  ].reduce(
    (list, condition) => withCondition(list, condition, now),
    state.conditions,
  );
  return finish(
    input,
    {
      ...state,
      conditions,
      recommendations: limited.recommendations,
    },
    {
      code: 'metric',
      ...computation,
      proposed,
      ...explained(proposed, current, limited),
    },
    limited.replicas,
    currentMetrics,
  );
}

/** The HPA takes the metric that asks for most; one that failed asks for nothing. */
function mostReplicas(best: Proposal, each: Proposal): Proposal {
  const most = best.computation?.proposed ?? 0;
  return each.computation && (most === 0 || each.computation.proposed > most)
    ? each
    : best;
}

/** Nothing to go by, or too little to scale in: nothing changes. */
function unavailable(
  { spec, specReplicas: current, now }: HpaSyncInput,
  state: HpaState,
  errors: readonly string[],
): HpaSyncResult {
  const [error = 'the HPA has no metrics'] = errors;
  return {
    state: {
      ...state,
      conditions: withCondition(state.conditions, metricFailed(error), now),
      currentReplicas: current,
    },
    desired: state.desiredReplicas,
    decision: {
      by: 'hpa',
      at: now,
      from: current,
      to: current,
      reason: {
        code: 'metrics-unavailable',
        failed: errors.length,
        of: spec.metrics.length,
        error,
      },
    },
  };
}

/** Writes the replicas, if they change, and the status. */
function finish(
  { spec, specReplicas: current, now }: HpaSyncInput,
  state: HpaState,
  reason: HpaReason,
  desired: number,
  currentMetrics: readonly HpaMetricStatus[] | null = null,
): HpaSyncResult {
  const decision: HpaDecision = {
    by: 'hpa',
    at: now,
    from: current,
    to: desired,
    reason,
  };
  const next: HpaState = {
    ...state,
    currentMetrics,
    currentReplicas: current,
    desiredReplicas: desired,
  };
  if (desired === current) {
    return { state: next, desired, decision };
  }
  const { behavior } = spec;
  const change = Math.abs(desired - current);
  return {
    state: {
      ...next,
      ...(behavior && desired > current
        ? {
            scaleUps: withChange(state.scaleUps, behavior.scaleUp, change, now),
          }
        : {}),
      ...(behavior && desired < current
        ? {
            scaleDowns: withChange(
              state.scaleDowns,
              behavior.scaleDown,
              change,
              now,
            ),
          }
        : {}),
      conditions: withCondition(state.conditions, rescaled(desired), now),
      lastScaleAt: now,
    },
    replicas: desired,
    desired,
    decision,
  };
}

function withInitialRecommendation(
  state: HpaState,
  replicas: number,
  at: number,
): HpaState {
  return state.recommendations.length
    ? state
    : { ...state, recommendations: [{ at, replicas }] };
}

interface Proposal {
  computation?: HpaComputation;
  /** What is reported when this metric asks for most. */
  found?: Condition;
  error?: string;
  status: HpaMetricStatus;
}

/** What a pass needs of each metric, worked out once for a spec. */
interface PreparedMetric {
  metric: HpaExternalMetric;
  perReplica: boolean;
  targetMilli: number;
  found: Condition;
}

const prepared = new WeakMap<HpaSpec, readonly PreparedMetric[]>();

function prepare(spec: HpaSpec): readonly PreparedMetric[] {
  let metrics = prepared.get(spec);
  if (!metrics) {
    metrics = spec.metrics.map(metric => {
      const { target } = metric.external;
      const perReplica = target.type === 'AverageValue';
      const quantity = perReplica ? target.averageValue : target.value;
      return {
        metric,
        perReplica,
        targetMilli: parseQuantity(quantity) ?? 0,
        found: validMetric(metric),
      };
    });
    prepared.set(spec, metrics);
  }
  return metrics;
}

function propose(
  input: HpaSyncInput,
  { metric, perReplica, targetMilli, found }: PreparedMetric,
): Proposal {
  const { spec, specReplicas, statusReplicas, readyReplicas = 0 } = input;
  const { name } = metric.external.metric;
  const reading = input.metrics[name];
  if (!reading || 'error' in reading) {
    return {
      error: unableToGet(metric, reading?.error ?? 'it was not read'),
      status: { type: '' },
    };
  }
  const usage = reading.milli;
  const ratio = perReplica
    ? usage / (targetMilli * statusReplicas)
    : usage / targetMilli;
  const within = isWithinTolerance(spec, ratio);
  const kept = perReplica ? statusReplicas : specReplicas;
  const wanted = perReplica ? usage / targetMilli : ratio * readyReplicas;
  const current = perReplica
    ? { averageValue: formatQuantity(Math.ceil(usage / (statusReplicas || 1))) }
    : { value: formatQuantity(usage) };
  return {
    found,
    computation: {
      metric: name,
      metricType: metric.external.target.type,
      total: usage / 1000,
      target: targetMilli / 1000,
      proposed: within ? kept : Math.ceil(wanted),
      withinTolerance: within,
    },
    status: {
      type: 'External',
      external: { current, metric: metric.external.metric },
    },
  };
}

function isWithinTolerance({ behavior }: HpaSpec, ratio: number): boolean {
  return (
    ratio >= 1 - toleranceOf(behavior?.scaleDown) &&
    ratio <= 1 + toleranceOf(behavior?.scaleUp)
  );
}

function toleranceOf(rules: HpaScalingRules | undefined): number {
  const milli =
    rules?.tolerance === undefined ? undefined : parseQuantity(rules.tolerance);
  return milli === undefined ? 0.1 : milli / 1000;
}

function explained(
  proposed: number,
  current: number,
  { stabilized, windowSeconds, limit, replicas }: Limited,
): Pick<HpaComputation, 'stabilized' | 'limited'> {
  return {
    ...(stabilized === proposed
      ? {}
      : {
          stabilized: {
            to: stabilized,
            windowSeconds,
            direction: proposed >= current ? 'up' : 'down',
          },
        }),
    ...(limit === 'DesiredWithinRange'
      ? {}
      : { limited: { by: LIMITED_BY[limit], to: replicas } }),
  };
}
