import { Condition, withCondition } from './conditions';
import {
  activeCondition,
  FALLING_BACK,
  hpaActiveCondition,
  NO_FALLBACK,
  PAUSED,
  PAUSED_READY,
  pausedCondition,
  readyCondition,
} from './kedaConditions';
import { KedaDecision, KedaReason } from './kedaDecision';
import {
  composite,
  isFallingBack,
  readTrigger,
  ReplicaCounts,
  TriggerResult,
  unreachableTrigger,
} from './kedaReadings';
import { KedaState, TriggerReading } from './kedaState';
import { Pausing, pausingOf } from './pausing';
import {
  DEFAULT_COOLDOWN_PERIOD,
  minReplicasOf,
  ScaledObjectSpec,
} from './scaledObject';
import {
  COMPOSITE_METRIC,
  compositeMetricOf,
  TriggerMetric,
  triggerMetricsOf,
} from './triggers';

/**
 * All that one poll depends on.
 *
 * @public
 */
export interface KedaPollInput extends ReplicaCounts {
  spec: ScaledObjectSpec;
  annotations?: Readonly<Record<string, string>>;
  state: KedaState;
  /** One per trigger, in their order. */
  readings: readonly TriggerReading[];
  /** The HPA's conditions, which KEDA repeats as `HPAActive`. */
  hpaConditions?: readonly Condition[];
  /** Seconds. */
  now: number;
}

/**
 * What one poll did.
 *
 * @public
 */
export interface KedaPollResult {
  state: KedaState;
  /** The replicas that KEDA writes; absent when it writes nothing. */
  replicas?: number;
  active: boolean;
  decision: KedaDecision;
}

/**
 * One round of KEDA's loop over a ScaledObject: reads all triggers, takes the
 * workload from zero to one (or its minimum), or after the cooldown from any
 * number to zero in one step.
 *
 * @throws {@link ScaledObjectError} or {@link FormulaError} for a spec that
 * KEDA refuses
 * @see KEDA `pkg/scaling/scale_handler.go`, `pkg/scaling/executor/scale_scaledobjects.go`
 * @public
 */
export function kedaPoll(input: KedaPollInput): KedaPollResult {
  const { spec, state, readings } = input;
  const pausing = pausingOf(input.annotations);
  if (pausing.paused) {
    return paused(input, pausing);
  }
  const unreachable = state.scalersBuilt
    ? undefined
    : unreachableTrigger(readings);
  if (unreachable !== undefined) {
    return unchanged(input, state, { code: 'unreachable', error: unreachable });
  }

  const reading = readAll(input);
  const action = act(input, pausing, reading);
  const { failures } = reading;
  const forced = pausing.forceActivation;
  let conditions = state.conditions;
  const set = (condition: Condition) => {
    conditions = withCondition(conditions, condition);
  };
  set(readyCondition(action.reason));
  set(activeCondition(action.reason, reading.active || forced, forced));
  set(isFallingBack(spec, failures) ? FALLING_BACK : NO_FALLBACK);
  set(pausedCondition(pausing, conditions));
  const hpaActive = hpaActiveCondition(input.hpaConditions);
  if (hpaActive) {
    set(hpaActive);
  }

  const { replicas, reason, wasActive } = action;
  return {
    state: {
      createdAt: state.createdAt,
      lastActiveAt: wasActive ? Math.floor(input.now) : state.lastActiveAt,
      scalersBuilt: reading.error === undefined,
      failures,
      cached: reading.cached,
      triggersActivity: reading.triggersActivity,
      conditions,
    },
    replicas,
    active: reading.active || forced,
    decision: decisionOf(input, reason, replicas),
  };
}

function decisionOf(
  { now, replicas }: KedaPollInput,
  reason: KedaReason,
  to: number = replicas,
): KedaDecision {
  return { by: 'keda', at: now, from: replicas, to, reason };
}

function unchanged(
  input: KedaPollInput,
  state: KedaState,
  reason: KedaReason,
): KedaPollResult {
  return { state, active: false, decision: decisionOf(input, reason) };
}

function paused(input: KedaPollInput, { replicas }: Pausing): KedaPollResult {
  const state: KedaState = {
    ...input.state,
    scalersBuilt: false,
    cached: {},
    conditions: withCondition(
      withCondition(input.state.conditions, PAUSED_READY),
      PAUSED,
    ),
  };
  const reason: KedaReason = {
    code: 'paused',
    ...(replicas === undefined ? {} : { replicas }),
  };
  return replicas === undefined || replicas === input.replicas
    ? unchanged(input, state, reason)
    : {
        state,
        replicas,
        active: false,
        decision: decisionOf(input, reason, replicas),
      };
}

interface Reading {
  active: boolean;
  activeMetrics: readonly string[];
  error: string | undefined;
  failures: KedaState['failures'];
  cached: KedaState['cached'];
  triggersActivity: KedaState['triggersActivity'];
}

function readAll(input: KedaPollInput): Reading {
  const { spec, state, readings } = input;
  const triggers = triggerMetricsOf(spec);
  let { failures } = state;
  let error: string | undefined;
  const results: TriggerResult[] = [];
  for (const trigger of triggers) {
    const read = readTrigger(
      spec,
      trigger,
      readings[trigger.index],
      failures,
      input,
    );
    failures = read.failures;
    error ??= read.result.error;
    results.push(read.result);
  }
  const activeMetrics = activeOf(spec, results, failures, error);
  return {
    active: activeMetrics.length > 0,
    activeMetrics,
    error,
    failures,
    cached: cachedOf(results),
    triggersActivity: activityOf(triggers, activeMetrics, state),
  };
}

const NOTHING_CACHED: KedaState['cached'] = {};

function cachedOf(results: readonly TriggerResult[]): KedaState['cached'] {
  const cached = results.filter(({ trigger }) => trigger.useCachedMetrics);
  return cached.length === 0
    ? NOTHING_CACHED
    : Object.fromEntries(
        cached.map(({ trigger, milli, error = '' }) => [
          trigger.metric,
          milli === undefined ? { error } : { milli },
        ]),
      );
}

/** The same object while nothing changes. */
function activityOf(
  triggers: readonly TriggerMetric[],
  activeMetrics: readonly string[],
  { triggersActivity }: KedaState,
): KedaState['triggersActivity'] {
  return triggers.every(
    ({ metric }) => triggersActivity[metric] === activeMetrics.includes(metric),
  )
    ? triggersActivity
    : Object.fromEntries(
        triggers.map(({ metric }) => [metric, activeMetrics.includes(metric)]),
      );
}

/** With a formula only its value counts, and only when nothing failed. */
function activeOf(
  spec: ScaledObjectSpec,
  results: readonly TriggerResult[],
  failures: Readonly<Record<string, number>>,
  error: string | undefined,
): readonly string[] {
  const compositeMetric = compositeMetricOf(spec);
  if (!compositeMetric) {
    return results
      .filter(({ active }) => active)
      .map(({ trigger }) => trigger.metric);
  }
  if (error !== undefined) {
    return [];
  }
  const value = composite(spec, compositeMetric, results, failures);
  return 'milli' in value && value.milli > compositeMetric.activation * 1000
    ? [COMPOSITE_METRIC]
    : [];
}

interface Action {
  reason: KedaReason;
  replicas?: number;
  /** The poll counts as the last active one. */
  wasActive?: boolean;
}

function act(
  input: KedaPollInput,
  pausing: Pausing,
  { active, activeMetrics, error }: Reading,
): Action {
  const { spec, replicas } = input;
  const min = minReplicasOf(spec);
  const idle = spec.idleReplicaCount;
  const forced = pausing.forceActivation;
  if (active || forced) {
    const triggers = activeMetrics;
    if (replicas === 0 || (idle !== undefined && replicas < min)) {
      return pausing.scaleOut
        ? { reason: { code: 'scale-out-paused' } }
        : {
            reason: { code: 'activated', triggers, forced },
            replicas: Math.max(min, 1),
            wasActive: true,
          };
    }
    return error === undefined
      ? { reason: { code: 'active', triggers, forced }, wasActive: true }
      : { reason: { code: 'partial-trigger-error', triggers, error } };
  }
  if (error !== undefined && spec.fallback?.replicas) {
    const { failureThreshold } = spec.fallback;
    return { reason: { code: 'awaiting-fallback', error, failureThreshold } };
  }
  if (error !== undefined && !spec.fallback) {
    return { reason: { code: 'trigger-error', error } };
  }
  const above =
    idle === undefined ? replicas > 0 && min === 0 : replicas > idle;
  if (above) {
    return pausing.scaleIn
      ? { reason: { code: 'scale-in-paused' } }
      : coolDown(input, idle ?? min);
  }
  return idle === undefined && replicas < min
    ? { reason: { code: 'below-minimum', minReplicas: min }, replicas: min }
    : { reason: { code: 'inactive' } };
}

function coolDown({ spec, state, now }: KedaPollInput, to: number): Action {
  const neverActive = state.lastActiveAt === undefined;
  const cooldownSeconds = neverActive
    ? spec.initialCooldownPeriod ?? 0
    : spec.cooldownPeriod ?? DEFAULT_COOLDOWN_PERIOD;
  const inactiveSeconds = now - (state.lastActiveAt ?? state.createdAt);
  const common = { cooldownSeconds, neverActive };
  return inactiveSeconds > cooldownSeconds
    ? {
        reason: { code: 'cooled-down', inactiveSeconds, ...common },
        replicas: to,
      }
    : {
        reason: {
          code: 'cooling-down',
          remainingSeconds: cooldownSeconds - inactiveSeconds,
          ...common,
        },
      };
}
