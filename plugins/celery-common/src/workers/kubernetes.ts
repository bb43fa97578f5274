import type { HpaBehavior } from '../model/scaledObject';

/**
 * The parts of Kubernetes' and KEDA's objects that this package reads, as an
 * API server returns them. Everything is optional: API servers leave out what
 * is zero or unset, answer `null` for empty lists, and controllers fill a
 * status in only once they have seen the object.
 */

/** @public */
export interface KubernetesMetadata {
  name?: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** ISO 8601. */
  creationTimestamp?: string;
  /** ISO 8601; present while the object is being removed. */
  deletionTimestamp?: string;
  ownerReferences?: KubernetesOwnerReference[] | null;
}

/** @public */
export interface KubernetesOwnerReference {
  kind?: string;
  name?: string;
}

/**
 * A condition of an object's status. KEDA's conditions have no
 * `lastTransitionTime`.
 *
 * @public
 */
export interface KubernetesCondition {
  type?: string;
  /** `True`, `False` or `Unknown`. */
  status?: string;
  /** For programs: what a diagnosis is decided on. */
  reason?: string;
  /** For people: evidence only. */
  message?: string;
  /** ISO 8601. */
  lastTransitionTime?: string;
}

/** @public */
export interface KubernetesObjectReference {
  kind?: string;
  name?: string;
}

/** A container as its Deployment describes it. @public */
export interface Container {
  name?: string;
  env?: { name?: string; value?: string }[] | null;
  /** Kubernetes quantities. */
  resources?: { limits?: Record<string, string | number> };
}

/** `apps/v1` Deployment. @public */
export interface Deployment {
  metadata?: KubernetesMetadata;
  spec?: {
    replicas?: number;
    selector?: { matchLabels?: Record<string, string> };
    template?: {
      spec?: {
        terminationGracePeriodSeconds?: number;
        containers?: Container[] | null;
      };
    };
  };
  status?: {
    replicas?: number;
    readyReplicas?: number;
    terminatingReplicas?: number;
    conditions?: KubernetesCondition[] | null;
  };
}

/** A metric that an HPA is to follow. @public */
export interface HorizontalPodAutoscalerMetric {
  type?: string;
  external?: {
    metric?: { name?: string };
    /** Kubernetes quantities. */
    target?: { averageValue?: string; value?: string };
  };
}

/** A metric as an HPA last read it; an entry is empty when it could not. @public */
export interface HorizontalPodAutoscalerMetricStatus {
  type?: string;
  external?: {
    metric?: { name?: string };
    /** Kubernetes quantities, such as `12500m`. */
    current?: { averageValue?: string; value?: string };
  };
}

/** `autoscaling/v2` HorizontalPodAutoscaler. @public */
export interface HorizontalPodAutoscaler {
  metadata?: KubernetesMetadata;
  spec?: {
    minReplicas?: number;
    maxReplicas?: number;
    scaleTargetRef?: KubernetesObjectReference;
    metrics?: HorizontalPodAutoscalerMetric[] | null;
  };
  status?: {
    currentReplicas?: number;
    desiredReplicas?: number;
    /** ISO 8601. */
    lastScaleTime?: string;
    currentMetrics?: HorizontalPodAutoscalerMetricStatus[] | null;
    conditions?: KubernetesCondition[] | null;
  };
}

/** One trigger of a ScaledObject. @public */
export interface KedaTrigger {
  type?: string;
  name?: string;
  /** KEDA takes text only: numbers are written in quotes. */
  metadata?: Record<string, string>;
  metricType?: string;
}

/** `keda.sh/v1alpha1` ScaledObject. @public */
export interface ScaledObject {
  metadata?: KubernetesMetadata;
  spec?: {
    scaleTargetRef?: KubernetesObjectReference;
    minReplicaCount?: number;
    maxReplicaCount?: number;
    idleReplicaCount?: number;
    /** Seconds. */
    pollingInterval?: number;
    /** Seconds. */
    cooldownPeriod?: number;
    /** Seconds. */
    initialCooldownPeriod?: number;
    triggers?: KedaTrigger[] | null;
    fallback?: { failureThreshold?: number; replicas?: number };
    advanced?: {
      horizontalPodAutoscalerConfig?: {
        name?: string;
        behavior?: HpaBehavior;
      };
      scalingModifiers?: {
        formula?: string;
        target?: string;
        activationTarget?: string;
        metricType?: string;
      };
    };
  };
  status?: {
    /** ISO 8601, whole seconds. */
    lastActiveTime?: string;
    hpaName?: string;
    pausedReplicaCount?: number;
    conditions?: KubernetesCondition[] | null;
  };
}

/** The state of one of a pod's containers. @public */
export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    reason?: string;
    message?: string;
    exitCode?: number;
    finishedAt?: string;
  };
}

/** The status of one of a pod's containers. @public */
export interface ContainerStatus {
  name?: string;
  ready?: boolean;
  restartCount?: number;
  state?: ContainerState;
  lastState?: ContainerState;
}

/** `v1` Pod. @public */
export interface Pod {
  metadata?: KubernetesMetadata;
  spec?: { nodeName?: string };
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    conditions?: KubernetesCondition[] | null;
    containerStatuses?: ContainerStatus[] | null;
    initContainerStatuses?: ContainerStatus[] | null;
  };
}
