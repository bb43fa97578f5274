/**
 * The parts of a KEDA ScaledObject that decide how a worker group scales, in
 * the shape in which the Kubernetes API returns them. Fields that the model
 * does not read may be present.
 *
 * @see https://keda.sh/docs/2.20/reference/scaledobject-spec/
 * @public
 */
export interface ScaledObjectSpec {
  scaleTargetRef?: { name: string; kind?: string; apiVersion?: string };
  /** Seconds between two polls; KEDA's default is 30. */
  pollingInterval?: number;
  /** Seconds without activity before the workload goes to zero; default 300. */
  cooldownPeriod?: number;
  /** Seconds after creation before a never active workload goes to zero; default 0. */
  initialCooldownPeriod?: number;
  /** Replicas of an idle workload, below `minReplicaCount`. */
  idleReplicaCount?: number;
  /** Default 0. */
  minReplicaCount?: number;
  /** Default 100. */
  maxReplicaCount?: number;
  triggers: readonly ScaledObjectTrigger[];
  advanced?: {
    horizontalPodAutoscalerConfig?: { name?: string; behavior?: HpaBehavior };
    scalingModifiers?: ScalingModifiers;
    restoreToOriginalReplicaCount?: boolean;
  };
  fallback?: ScaledObjectFallback;
}

/**
 * One trigger of a ScaledObject. The model knows KEDA's Redis list triggers.
 *
 * @public
 */
export interface ScaledObjectTrigger {
  type: string;
  /** How a formula calls it. */
  name?: string;
  metadata: Readonly<Record<string, string>>;
  /** `AverageValue` (default) or `Value`. */
  metricType?: string;
  /** The HPA reads what the last poll read instead of asking Redis again. */
  useCachedMetrics?: boolean;
}

/**
 * Combines the triggers into one metric.
 *
 * @public
 */
export interface ScalingModifiers {
  formula?: string;
  target?: string;
  activationTarget?: string;
  metricType?: string;
}

/**
 * What KEDA reports to the HPA while a trigger cannot be read.
 *
 * @public
 */
export interface ScaledObjectFallback {
  failureThreshold: number;
  replicas: number;
  behavior?:
    | 'static'
    | 'currentReplicas'
    | 'currentReplicasIfHigher'
    | 'currentReplicasIfLower'
    | 'scalingModifiers';
}

/**
 * How fast the HPA may change the number of replicas.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/autoscaling/horizontal-pod-autoscaler-v2/
 * @public
 */
export interface HpaBehavior {
  scaleUp?: HpaScalingRules;
  scaleDown?: HpaScalingRules;
}

/**
 * One direction of {@link HpaBehavior}.
 *
 * @public
 */
export interface HpaScalingRules {
  stabilizationWindowSeconds?: number;
  selectPolicy?: 'Max' | 'Min' | 'Disabled';
  policies?: readonly HpaScalingPolicy[];
  /** A Kubernetes quantity, such as `"0.05"`; default 0.1. */
  tolerance?: string | number;
}

/**
 * At most `value` pods (or percent of the pods) in `periodSeconds`.
 *
 * @public
 */
export interface HpaScalingPolicy {
  type: 'Pods' | 'Percent';
  value: number;
  periodSeconds: number;
}

/** Default of `pollingInterval`, seconds. @public */
export const DEFAULT_POLLING_INTERVAL = 30;
/** Default of `cooldownPeriod`, seconds. @public */
export const DEFAULT_COOLDOWN_PERIOD = 300;
/** Default of `maxReplicaCount`. @public */
export const DEFAULT_MAX_REPLICAS = 100;

/**
 * The lower bound of a ScaledObject's replicas.
 *
 * @public
 */
export function minReplicasOf(spec: ScaledObjectSpec): number {
  return spec.minReplicaCount ?? 0;
}

/**
 * The upper bound of a ScaledObject's replicas.
 *
 * @public
 */
export function maxReplicasOf(spec: ScaledObjectSpec): number {
  return spec.maxReplicaCount ?? DEFAULT_MAX_REPLICAS;
}
