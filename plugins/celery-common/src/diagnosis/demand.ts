import { QueueStatus } from '../contract';
import {
  compositeMetricOf,
  externalMetrics,
  FormulaError,
  hpaSpecOf,
  hpaSync,
  initialHpaState,
  initialKedaState,
  ScaledObjectError,
  ScaledObjectSpec,
  TriggerReading,
  triggerMetricsOf,
} from '../model';
import { TriggerWatch, WorkerGroup } from '../workers';
import { ScaledObject } from '../workers/kubernetes';
import { count, list, text, textsOf } from '../workers/read';

/** What a queue's numbers ask for, by the arithmetic of KEDA and the HPA. */
export interface Demand {
  /** The metric that asks for most. */
  total: number;
  /** How much of that metric one worker is meant for. */
  target: number;
  /** How many tasks one worker is meant for; absent when no trigger says. */
  tasksPerWorker?: number;
  /** Workers that it asks for, by plain division. */
  asksFor: number;
  /** Workers that the HPA makes of it, before windows, rates and bounds. */
  wanted: number;
  /** The HPA finds the difference too small to act on. */
  withinTolerance: boolean;
  /** Whether the total is above what wakes a workload at zero. */
  active: boolean;
  /** The value that it has to exceed. */
  activation: number;
}

/**
 * Puts a queue's numbers through the model of KEDA and the HPA. Absent when
 * a trigger watches something whose value is not known here, or when the
 * ScaledObject cannot be modelled.
 */
export function demandOf(
  group: WorkerGroup,
  queue: QueueStatus,
): Demand | undefined {
  const { scaledObject } = group;
  if (!scaledObject) {
    return undefined;
  }
  const readings = list(group.watches).map(watch => readingOf(watch, queue));
  if (readings.length === 0 || !readings.every(isKnown)) {
    return undefined;
  }
  try {
    return compute(group, modelledSpec(scaledObject), readings);
  } catch (error) {
    if (error instanceof ScaledObjectError || error instanceof FormulaError) {
      return undefined;
    }
    throw error;
  }
}

function compute(
  group: WorkerGroup,
  spec: ScaledObjectSpec,
  readings: readonly TriggerReading[],
): Demand | undefined {
  const hpa = hpaSpecOf(spec, { name: 'workers' });
  if (!hpa) {
    return undefined;
  }
  // An HPA that looks at no replicas, or at too many, reads nothing.
  const replicas = Math.min(
    Math.max(group.replicas.desired ?? 0, hpa.minReplicas),
    hpa.maxReplicas,
  );
  const { metrics } = externalMetrics({
    spec,
    state: initialKedaState(0),
    readings,
    replicas,
  });
  const { reason } = hpaSync({
    spec: hpa,
    state: initialHpaState(),
    specReplicas: replicas,
    statusReplicas:
      count(group.deployment?.status?.replicas) ?? group.replicas.desired ?? 0,
    metrics,
    now: 0,
  }).decision;
  if (reason.code !== 'metric' || reason.metricType !== 'AverageValue') {
    return undefined;
  }
  const asksFor = Math.ceil(reason.total / reason.target);
  if (!Number.isSafeInteger(asksFor)) {
    return undefined;
  }
  const composite = compositeMetricOf(spec);
  const triggers = triggerMetricsOf(spec);
  const values = readings.map(reading =>
    'value' in reading ? reading.value : 0,
  );
  return {
    total: reason.total,
    target: reason.target,
    tasksPerWorker: composite
      ? composite.target
      : triggers.find((_, index) => group.watches[index].of === 'waiting')
          ?.target,
    asksFor,
    wanted: reason.proposed,
    withinTolerance: reason.withinTolerance,
    active: composite
      ? reason.total > composite.activation
      : triggers.some(({ activation }, index) => values[index] > activation),
    activation: composite
      ? composite.activation
      : Math.min(...triggers.map(({ activation }) => activation)),
  };
}

function readingOf(
  watch: TriggerWatch,
  queue: QueueStatus,
): TriggerReading | undefined {
  let value: number | undefined;
  if (watch.of === 'waiting') {
    value = count(queue.lengthByPriority?.[String(watch.priorityStep)]);
  } else if (watch.of === 'in-flight') {
    value = count(queue.inFlight);
  }
  return value === undefined ? undefined : { value };
}

function isKnown(
  reading: TriggerReading | undefined,
): reading is TriggerReading {
  return reading !== undefined;
}

/** The parts of a ScaledObject that the model reads, each of its own type. */
function modelledSpec(scaledObject: ScaledObject): ScaledObjectSpec {
  const { minReplicaCount, maxReplicaCount, triggers, advanced } =
    scaledObject.spec ?? {};
  const modifiers = advanced?.scalingModifiers;
  return {
    minReplicaCount: count(minReplicaCount),
    maxReplicaCount: count(maxReplicaCount),
    triggers: list(triggers).map(trigger => ({
      type: text(trigger.type) ?? '',
      name: text(trigger.name),
      metadata: textsOf(trigger.metadata),
      metricType: text(trigger.metricType),
    })),
    advanced: {
      scalingModifiers: {
        formula: text(modifiers?.formula),
        target: text(modifiers?.target),
        activationTarget: text(modifiers?.activationTarget),
        metricType: text(modifiers?.metricType),
      },
    },
  };
}
