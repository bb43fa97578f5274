import { CeleryService } from '../annotations';
import { queueKey, queueUnackedKey, unackedKey } from '../keys';
import {
  Deployment,
  HorizontalPodAutoscaler,
  KubernetesMetadata,
  Pod,
  ScaledObject,
} from './kubernetes';
import {
  conditionOf,
  count,
  isLeaving,
  isReady,
  labelOf,
  list,
  text,
} from './read';
import {
  isUnknownWorkers,
  Replicas,
  TriggerWatch,
  UnknownWorkers,
  WorkerGroup,
  WorkerObjectKind,
  WorkerObjects,
} from './types';

/**
 * The label that names a worker group's queue on its Deployment, its pods and
 * its ScaledObject.
 *
 * @public
 */
export const LABEL_QUEUE = 'celeryq.dev/queue';

const REDIS_TRIGGERS = ['redis', 'redis-cluster', 'redis-sentinel'];
const KEDA_DEFAULT_MIN = 0;
const KEDA_DEFAULT_MAX = 100;

/**
 * Finds the worker group of each of a service's queues among its objects in
 * the cluster: one group a queue, in the service's order, empty when nothing
 * consumes the queue. Never throws, whatever the objects.
 *
 * A ScaledObject belongs to the queue whose list one of its triggers watches,
 * else to the queue that its label `celeryq.dev/queue` names, else, when
 * there is only one of either, to that one. Its Deployment is the one that it
 * scales; without a ScaledObject the label decides.
 *
 * @public
 */
export function workerGroupsOf(
  input: { service: CeleryService } & WorkerObjects,
): WorkerGroup[] {
  const { service } = input;
  const unknownKinds: Partial<Record<WorkerObjectKind, UnknownWorkers>> = {};
  function known<T extends object>(
    kind: WorkerObjectKind,
    reading: readonly T[] | UnknownWorkers,
  ): readonly T[] {
    if (Array.isArray(reading)) {
      return list(reading);
    }
    unknownKinds[kind] = isUnknownWorkers(reading)
      ? reading
      : { unknown: 'failed' };
    return [];
  }
  const objects = {
    deployments: known('deployments', input.deployments),
    scaledObjects: known('scaledObjects', input.scaledObjects),
    horizontalPodAutoscalers: known(
      'horizontalPodAutoscalers',
      input.horizontalPodAutoscalers,
    ),
    pods: known('pods', input.pods),
  };

  return service.queues.map(queue => {
    const only = service.queues.length === 1;
    const scaledObject = scaledObjectOf(
      service,
      queue,
      objects.scaledObjects,
      only,
    );
    const deployment = deploymentOf(
      queue,
      objects.deployments,
      scaledObject,
      only,
    );
    const horizontalPodAutoscaler = horizontalPodAutoscalerOf(
      objects.horizontalPodAutoscalers,
      scaledObject,
      deployment,
    );
    const pods = podsOf(queue, objects.pods, deployment);
    const owner = deployment ?? scaledObject ?? pods[0];
    return {
      queue,
      key: queueKey(service, queue),
      name:
        text(deployment?.metadata?.name) ?? text(scaledObject?.metadata?.name),
      namespace: text(owner?.metadata?.namespace),
      replicas: replicasOf(
        deployment,
        scaledObject,
        horizontalPodAutoscaler,
        unknownKinds.deployments ? pods : [],
      ),
      deployment,
      scaledObject,
      horizontalPodAutoscaler,
      pods,
      watches: watchesOf(service, queue, scaledObject),
      unknownKinds,
    };
  });
}

/**
 * How many workers were told to stop and may still finish what they have, as
 * far as the objects tell.
 *
 * @public
 */
export function stoppingWorkers({
  deployment,
  pods,
}: Pick<WorkerGroup, 'deployment' | 'pods'>): number {
  return Math.max(
    list(pods).filter(isLeaving).length,
    count(deployment?.status?.terminatingReplicas) ?? 0,
  );
}

/** What a ScaledObject's triggers watch, in their order. */
function watchesOf(
  service: CeleryService,
  queue: string,
  scaledObject: ScaledObject | undefined,
): TriggerWatch[] {
  const shared = service.queues.length > 1;
  return list(scaledObject?.spec?.triggers).map(trigger => {
    const key = REDIS_TRIGGERS.includes(trigger.type ?? '')
      ? text(trigger.metadata?.listName)?.trim()
      : undefined;
    const priorityStep = service.prioritySteps.find(
      step => queueKey(service, queue, step) === key,
    );
    if (key !== undefined && priorityStep !== undefined) {
      return { of: 'waiting', key, priorityStep };
    }
    if (key === queueUnackedKey(service, queue)) {
      return { of: 'in-flight', key };
    }
    if (key === unackedKey(service)) {
      return { of: shared ? 'in-flight-of-all' : 'in-flight', key };
    }
    return { of: 'other', key };
  });
}

function scaledObjectOf(
  service: CeleryService,
  queue: string,
  scaledObjects: readonly ScaledObject[],
  only: boolean,
): ScaledObject | undefined {
  const watching = scaledObjects.filter(scaledObject =>
    watchesOf(service, queue, scaledObject).some(({ of }) => of === 'waiting'),
  );
  return (
    watching.find(isLabelled(queue)) ??
    watching[0] ??
    scaledObjects.find(isLabelled(queue)) ??
    (only && scaledObjects.length === 1 ? scaledObjects[0] : undefined)
  );
}

function deploymentOf(
  queue: string,
  deployments: readonly Deployment[],
  scaledObject: ScaledObject | undefined,
  only: boolean,
): Deployment | undefined {
  const target = text(scaledObject?.spec?.scaleTargetRef?.name);
  if (target) {
    return deployments.find(
      deployment =>
        text(deployment.metadata?.name) === target &&
        isBeside(deployment, scaledObject),
    );
  }
  return (
    deployments.find(isLabelled(queue)) ??
    (only && deployments.length === 1 ? deployments[0] : undefined)
  );
}

function horizontalPodAutoscalerOf(
  autoscalers: readonly HorizontalPodAutoscaler[],
  scaledObject: ScaledObject | undefined,
  deployment: Deployment | undefined,
): HorizontalPodAutoscaler | undefined {
  const scaledObjectName = text(scaledObject?.metadata?.name);
  const name =
    text(scaledObject?.status?.hpaName) ??
    text(scaledObject?.spec?.advanced?.horizontalPodAutoscalerConfig?.name) ??
    (scaledObjectName ? `keda-hpa-${scaledObjectName}` : undefined);
  const target = text(deployment?.metadata?.name);
  return (
    autoscalers.find(
      autoscaler =>
        name !== undefined &&
        text(autoscaler.metadata?.name) === name &&
        isBeside(autoscaler, scaledObject),
    ) ??
    autoscalers.find(
      autoscaler =>
        target !== undefined &&
        text(autoscaler.spec?.scaleTargetRef?.name) === target &&
        isBeside(autoscaler, deployment),
    )
  );
}

function podsOf(
  queue: string,
  pods: readonly Pod[],
  deployment: Deployment | undefined,
): readonly Pod[] {
  const selector = Object.entries(
    deployment?.spec?.selector?.matchLabels ?? {},
  );
  if (deployment === undefined || selector.length === 0) {
    return pods.filter(isLabelled(queue));
  }
  return pods.filter(
    pod =>
      isBeside(pod, deployment) &&
      selector.every(([name, value]) => labelOf(pod, name) === value),
  );
}

function replicasOf(
  deployment: Deployment | undefined,
  scaledObject: ScaledObject | undefined,
  autoscaler: HorizontalPodAutoscaler | undefined,
  podsInstead: readonly Pod[],
): Replicas {
  // The Deployment comes first: the HPA writes what it decides there at once,
  // while its own status still names the last decision after KEDA went to 0.
  const scaling =
    conditionOf(autoscaler, 'ScalingActive')?.status === 'True'
      ? count(autoscaler?.status?.desiredReplicas)
      : undefined;
  return {
    current: currentOf(deployment, podsInstead),
    desired: count(deployment?.spec?.replicas) ?? scaling ?? null,
    ...boundsOf(scaledObject, autoscaler),
  };
}

function currentOf(
  deployment: Deployment | undefined,
  podsInstead: readonly Pod[],
): number | null {
  if (deployment?.status && typeof deployment.status === 'object') {
    // An API server leaves a 0 out.
    return count(deployment.status.readyReplicas) ?? 0;
  }
  return podsInstead.length > 0 ? podsInstead.filter(isReady).length : null;
}

function boundsOf(
  scaledObject: ScaledObject | undefined,
  autoscaler: HorizontalPodAutoscaler | undefined,
): Pick<Replicas, 'min' | 'max'> {
  if (scaledObject) {
    const { idleReplicaCount, minReplicaCount, maxReplicaCount } =
      scaledObject.spec ?? {};
    return {
      min:
        count(idleReplicaCount) ?? count(minReplicaCount) ?? KEDA_DEFAULT_MIN,
      max: count(maxReplicaCount) ?? KEDA_DEFAULT_MAX,
    };
  }
  const min = count(autoscaler?.spec?.minReplicas);
  return {
    // KEDA gives its HPA a minimum of 1 where its own may be 0.
    min: min === undefined || (min === 1 && isKedas(autoscaler)) ? null : min,
    max: count(autoscaler?.spec?.maxReplicas) ?? null,
  };
}

function isKedas(autoscaler: HorizontalPodAutoscaler | undefined): boolean {
  return (
    labelOf(autoscaler, 'scaledobject.keda.sh/name') !== undefined ||
    list(autoscaler?.metadata?.ownerReferences).some(
      owner => owner.kind === 'ScaledObject',
    )
  );
}

interface WithMetadata {
  metadata?: KubernetesMetadata;
}

function isLabelled(queue: string): (object: WithMetadata) => boolean {
  return object => labelOf(object, LABEL_QUEUE) === queue;
}

function isBeside(
  object: WithMetadata,
  other: WithMetadata | undefined,
): boolean {
  return text(object.metadata?.namespace) === text(other?.metadata?.namespace);
}
