import { externalMetrics } from './externalMetrics';
import { HPA_SYNC_PERIOD, hpaReadsMetrics, hpaSync } from './hpa';
import type { HpaDecision } from './hpaDecision';
import { hpaSpecOf } from './hpaSpec';
import type { HpaState } from './hpaState';
import { kedaPoll } from './keda';
import type { KedaDecision } from './kedaDecision';
import type { ReplicaCounts } from './kedaReadings';
import type { KedaState, TriggerReading } from './kedaState';
import { DEFAULT_POLLING_INTERVAL, ScaledObjectSpec } from './scaledObject';

/**
 * A workload as it is now.
 *
 * @public
 */
export interface ScalingSituation extends ReplicaCounts {
  /** The ScaledObject's name. */
  name: string;
  spec: ScaledObjectSpec;
  annotations?: Readonly<Record<string, string>>;
  /** What KEDA remembers, as far as it is known; see {@link initialKedaState}. */
  keda: KedaState;
  /** What the HPA remembers, as far as it is known; see {@link initialHpaState}. */
  hpa: HpaState;
  /** One per trigger, in their order. */
  readings: readonly TriggerReading[];
  /** Seconds. */
  now: number;
}

/**
 * Why the number of workers is what it is, and what comes next.
 *
 * @public
 */
export interface Explanation {
  /** What a poll of KEDA decides now. */
  keda: KedaDecision;
  /** What a pass of the HPA decides now; absent while scaling is paused. */
  hpa?: HpaDecision;
  /** The first change if the work stays as it is, within ten minutes. */
  next?: KedaDecision | HpaDecision;
}

/** How far ahead is looked, seconds. */
const HORIZON = 600;

/**
 * Explains a workload's number of workers with the steps that made it, and
 * looks ahead with the same steps while the work stays as it is.
 *
 * @throws {@link ScaledObjectError} or {@link FormulaError} for a spec that
 * KEDA refuses
 * @public
 */
export function explain(situation: ScalingSituation): Explanation {
  const { spec, now } = situation;
  const polled = poll(situation);
  const passed = pass(polled.situation);
  let next = [polled, passed].find(isChange)?.decision;
  let current = passed.situation;
  const interval = spec.pollingInterval ?? DEFAULT_POLLING_INTERVAL;
  let pollAt = now + interval;
  let passAt = now + HPA_SYNC_PERIOD;
  while (!next && Math.min(pollAt, passAt) <= now + HORIZON) {
    const isPoll = pollAt <= passAt;
    const look = isPoll
      ? poll({ ...current, now: pollAt })
      : pass({ ...current, now: passAt });
    current = look.situation;
    next = isChange(look) ? look.decision : undefined;
    pollAt += isPoll ? interval : 0;
    passAt += isPoll ? 0 : HPA_SYNC_PERIOD;
  }
  return {
    keda: polled.decision,
    ...(passed.decision ? { hpa: passed.decision } : {}),
    ...(next ? { next } : {}),
  };
}

interface Look<D> {
  situation: ScalingSituation;
  decision: D;
}

function isChange({
  decision,
}: Look<KedaDecision | HpaDecision | undefined>): boolean {
  return decision !== undefined && decision.from !== decision.to;
}

function poll(situation: ScalingSituation): Look<KedaDecision> {
  const { state, decision } = kedaPoll({ ...situation, state: situation.keda });
  return { situation: { ...situation, keda: state }, decision };
}

function pass(situation: ScalingSituation): Look<HpaDecision | undefined> {
  const { replicas, readyReplicas, now } = situation;
  const spec = hpaSpecOf(situation.spec, situation);
  if (!spec) {
    return { situation, decision: undefined };
  }
  const { state: keda, metrics } = hpaReadsMetrics(spec, replicas)
    ? externalMetrics({ ...situation, state: situation.keda })
    : { state: situation.keda, metrics: {} };
  const { state: hpa, decision } = hpaSync({
    spec,
    state: situation.hpa,
    specReplicas: replicas,
    statusReplicas: replicas,
    readyReplicas,
    metrics,
    now,
  });
  return { situation: { ...situation, keda, hpa }, decision };
}
