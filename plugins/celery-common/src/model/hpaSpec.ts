import { pausingOf } from './pausing';
import { formatQuantity } from './quantity';
import {
  HpaBehavior,
  HpaScalingRules,
  maxReplicasOf,
  minReplicasOf,
  ScaledObjectSpec,
} from './scaledObject';
import {
  COMPOSITE_METRIC,
  compositeMetricOf,
  triggerMetricsOf,
} from './triggers';

/**
 * The `spec` of the HorizontalPodAutoscaler that KEDA makes for a
 * ScaledObject, with what the API server fills in.
 *
 * @public
 */
export interface HpaSpec {
  scaleTargetRef: { apiVersion: string; kind: string; name: string };
  minReplicas: number;
  maxReplicas: number;
  metrics: readonly HpaExternalMetric[];
  /** Absent: the HPA's older rules apply. */
  behavior?: HpaBehavior;
}

/**
 * One external metric of an {@link HpaSpec}.
 *
 * @public
 */
export interface HpaExternalMetric {
  type: 'External';
  external: {
    metric: {
      name: string;
      selector: { matchLabels: Readonly<Record<string, string>> };
    };
    target:
      | { type: 'AverageValue'; averageValue: string }
      | { type: 'Value'; value: string };
  };
}

/** What names an HPA's object and its metrics' selector. @public */
export interface HpaOptions {
  /** The ScaledObject's name. */
  name: string;
  annotations?: Readonly<Record<string, string>>;
}

/**
 * The name of a ScaledObject's HPA.
 *
 * @public
 */
export function hpaNameOf(spec: ScaledObjectSpec, name: string): string {
  return (
    spec.advanced?.horizontalPodAutoscalerConfig?.name || `keda-hpa-${name}`
  );
}

/**
 * The HPA that KEDA makes for a ScaledObject; `undefined` while an annotation
 * pauses it, for then there is none.
 *
 * @throws {@link ScaledObjectError} or {@link FormulaError} for a spec that
 * KEDA refuses
 * @see KEDA `controllers/keda/hpa.go`
 * @public
 */
export function hpaSpecOf(
  spec: ScaledObjectSpec,
  { name, annotations }: HpaOptions,
): HpaSpec | undefined {
  const pausing = pausingOf(annotations);
  if (pausing.paused) {
    return undefined;
  }
  const behavior = behaviorOf(spec, pausing.scaleIn, pausing.scaleOut);
  const composite = compositeMetricOf(spec);
  const metrics = composite
    ? [{ ...composite, metric: COMPOSITE_METRIC }]
    : triggerMetricsOf(spec);
  const {
    apiVersion = 'apps/v1',
    kind = 'Deployment',
    name: target = name,
  } = spec.scaleTargetRef ?? {};
  return {
    scaleTargetRef: { apiVersion, kind, name: target },
    minReplicas: Math.max(minReplicasOf(spec), 1),
    maxReplicas: maxReplicasOf(spec),
    metrics: metrics.map(metric => externalMetric(name, metric)),
    ...(behavior ? { behavior: defaultedBehavior(behavior) } : {}),
  };
}

function externalMetric(
  name: string,
  {
    metric,
    target,
    metricType,
  }: { metric: string; target: number; metricType: 'AverageValue' | 'Value' },
): HpaExternalMetric {
  const quantity = formatQuantity(Math.trunc(target * 1000));
  return {
    type: 'External',
    external: {
      metric: {
        name: metric,
        selector: { matchLabels: { 'scaledobject.keda.sh/name': name } },
      },
      target:
        metricType === 'Value'
          ? { type: 'Value', value: quantity }
          : { type: 'AverageValue', averageValue: quantity },
    },
  };
}

function behaviorOf(
  spec: ScaledObjectSpec,
  scaleInPaused: boolean,
  scaleOutPaused: boolean,
): HpaBehavior | undefined {
  const behavior = spec.advanced?.horizontalPodAutoscalerConfig?.behavior;
  if (!scaleInPaused && !scaleOutPaused) {
    return behavior;
  }
  return {
    ...behavior,
    ...(scaleInPaused
      ? { scaleDown: { ...behavior?.scaleDown, selectPolicy: 'Disabled' } }
      : {}),
    ...(scaleOutPaused
      ? { scaleUp: { ...behavior?.scaleUp, selectPolicy: 'Disabled' } }
      : {}),
  };
}

const SCALE_UP: Required<Omit<HpaScalingRules, 'tolerance'>> = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};

const SCALE_DOWN: HpaScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

/**
 * A `behavior` as the API server stores it: what is left out becomes its
 * default. The scale-down window stays absent and means 300 s.
 *
 * @see Kubernetes `pkg/apis/autoscaling/v2/defaults.go`
 * @public
 */
export function defaultedBehavior(behavior: HpaBehavior): HpaBehavior {
  return {
    scaleUp: { ...SCALE_UP, ...defined(behavior.scaleUp) },
    scaleDown: { ...SCALE_DOWN, ...defined(behavior.scaleDown) },
  };
}

function defined(rules: HpaScalingRules = {}): HpaScalingRules {
  return Object.fromEntries(
    Object.entries(rules).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  );
}
