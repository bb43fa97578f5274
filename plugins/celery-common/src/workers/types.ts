import {
  Deployment,
  HorizontalPodAutoscaler,
  Pod,
  ScaledObject,
} from './kubernetes';

/**
 * Why something about the workers is not known. Stable: pages explain each
 * code.
 *
 * - `not-installed`: the portal has no Kubernetes plugin.
 * - `not-configured`: the Kubernetes plugin has no clusters, or not this one.
 * - `not-annotated`: the entity does not say where its workers run.
 * - `not-permitted`: the cluster or the portal refuses this to the viewer.
 * - `cluster-unreachable`: the cluster cannot be reached.
 * - `timeout`: the cluster did not answer in time.
 * - `not-served`: the cluster does not know this kind of object; for
 *   ScaledObjects that means that KEDA is not installed.
 * - `failed`: anything else.
 *
 * @public
 */
export type UnknownWorkersCode =
  | 'not-installed'
  | 'not-configured'
  | 'not-annotated'
  | 'not-permitted'
  | 'cluster-unreachable'
  | 'timeout'
  | 'not-served'
  | 'failed';

/**
 * The workers, or one kind of their objects, could not be read.
 *
 * @public
 */
export interface UnknownWorkers {
  /** Why. */
  unknown: UnknownWorkersCode;
  /** What the source said, for people; without addresses or secrets. */
  message?: string;
}

/**
 * The kinds of objects that worker groups are read from.
 *
 * @public
 */
export type WorkerObjectKind =
  | 'deployments'
  | 'scaledObjects'
  | 'horizontalPodAutoscalers'
  | 'pods';

/**
 * A service's objects in its cluster, kind by kind: the list, or why it is
 * not known. An empty list says that there are none.
 *
 * @public
 */
export interface WorkerObjects {
  deployments: readonly Deployment[] | UnknownWorkers;
  scaledObjects: readonly ScaledObject[] | UnknownWorkers;
  horizontalPodAutoscalers: readonly HorizontalPodAutoscaler[] | UnknownWorkers;
  pods: readonly Pod[] | UnknownWorkers;
}

/**
 * How many workers there are; `null` means unknown, never 0.
 *
 * @public
 */
export interface Replicas {
  /** Workers that are ready. */
  current: number | null;
  /** Workers that the cluster is told to run. */
  desired: number | null;
  /** The fewest that scaling may leave. */
  min: number | null;
  /** The most that scaling may start. */
  max: number | null;
}

/**
 * What one trigger of a ScaledObject watches: messages waiting in one of the
 * queue's lists, the queue's messages in flight, messages in flight of all
 * the service's queues together, or something else.
 *
 * @public
 */
export type TriggerWatch =
  | { of: 'waiting'; key: string; priorityStep: number }
  | { of: 'in-flight' | 'in-flight-of-all'; key: string }
  | { of: 'other'; key?: string };

/**
 * One Deployment and one ScaledObject that consume one queue, with what
 * belongs to them. What was looked for and not found is absent; the kinds
 * that could not be read are in `unknown`.
 *
 * @public
 */
export interface WorkerGroup {
  /** The Celery queue. */
  queue: string;
  /** The Redis list of the queue's first priority step. */
  key: string;
  /** The Deployment's name, else the ScaledObject's; absent when there is neither. */
  name?: string;
  namespace?: string;
  replicas: Replicas;
  deployment?: Deployment;
  scaledObject?: ScaledObject;
  horizontalPodAutoscaler?: HorizontalPodAutoscaler;
  pods: readonly Pod[];
  /** What the ScaledObject's triggers watch, in their order. */
  watches: readonly TriggerWatch[];
  /** The kinds that could not be read, and why. */
  unknownKinds: Partial<Record<WorkerObjectKind, UnknownWorkers>>;
}

/**
 * A queue's worker group, or why nothing is known of it.
 *
 * @public
 */
export type WorkerGroupReading = WorkerGroup | UnknownWorkers;

/**
 * Tells what could not be read from what was.
 *
 * @public
 */
export function isUnknownWorkers(reading: unknown): reading is UnknownWorkers {
  return (
    typeof reading === 'object' && reading !== null && 'unknown' in reading
  );
}
