import {
  DeploymentCondition,
  DeploymentStatus,
  ReplicaSetStatus,
} from 'kubernetes-types/apps/v1';
import { Deployment, Pod, ReplicaSet, timestamp } from '../store/objects';
import { isActive, isReady } from './victims';

type Wanted = Omit<
  DeploymentCondition,
  'lastTransitionTime' | 'lastUpdateTime'
>;

const AVAILABLE: Wanted = {
  type: 'Available',
  status: 'True',
  reason: 'MinimumReplicasAvailable',
  message: 'Deployment has minimum availability.',
};

const UNAVAILABLE: Wanted = {
  type: 'Available',
  status: 'False',
  reason: 'MinimumReplicasUnavailable',
  message: 'Deployment does not have minimum availability.',
};

/** The status of a ReplicaSet with these pods. */
export function replicaSetStatus(
  { metadata }: ReplicaSet,
  pods: readonly Pod[],
): ReplicaSetStatus {
  const active = pods.filter(isActive);
  const ready = active.filter(isReady).length;
  return withoutZeros({
    availableReplicas: ready,
    fullyLabeledReplicas: active.length,
    observedGeneration: metadata.generation,
    readyReplicas: ready,
    replicas: active.length,
    terminatingReplicas: pods.length - active.length,
  });
}

/**
 * The status of a Deployment.
 *
 * @param updated - the pods of its newest template
 * @param pods - all its pods
 */
export function deploymentStatus(
  deployment: Deployment,
  replicaSet: ReplicaSet,
  updated: readonly Pod[],
  pods: readonly Pod[],
  now: number = Date.now(),
): DeploymentStatus {
  const { status: before, spec, metadata } = deployment;
  const active = pods.filter(isActive);
  const ready = active.filter(isReady).length;
  const updatedReplicas = updated.filter(isActive).length;
  const available = ready >= spec.replicas - Math.floor(spec.replicas / 4);
  const complete =
    updatedReplicas === spec.replicas &&
    active.length === spec.replicas &&
    ready === spec.replicas;
  const condition = (wanted: Wanted) => withTimes(before, wanted, now);
  return withoutZeros({
    availableReplicas: ready,
    conditions: [
      condition(available ? AVAILABLE : UNAVAILABLE),
      condition(progressing(before, replicaSet.metadata.name, complete)),
    ],
    observedGeneration: metadata.generation,
    readyReplicas: ready,
    replicas: active.length,
    terminatingReplicas: pods.length - active.length,
    unavailableReplicas: Math.max(0, spec.replicas - ready),
    updatedReplicas,
  });
}

/** A roll-out that is complete stays so, however many replicas there are. */
function progressing(
  before: DeploymentStatus | undefined,
  name: string,
  complete: boolean,
): Wanted {
  const message = `ReplicaSet "${name}" has successfully progressed.`;
  const wasComplete = before?.conditions?.some(
    condition => condition.message === message,
  );
  return {
    type: 'Progressing',
    status: 'True',
    ...(complete || wasComplete
      ? { reason: 'NewReplicaSetAvailable', message }
      : {
          reason: 'ReplicaSetUpdated',
          message: `ReplicaSet "${name}" is progressing.`,
        }),
  };
}

function withTimes(
  before: DeploymentStatus | undefined,
  wanted: Wanted,
  now: number,
): DeploymentCondition {
  const old = before?.conditions?.find(({ type }) => type === wanted.type);
  const same =
    old?.status === wanted.status &&
    old.reason === wanted.reason &&
    old.message === wanted.message;
  return {
    ...wanted,
    lastUpdateTime: same ? old.lastUpdateTime : timestamp(now),
    lastTransitionTime:
      old?.status === wanted.status ? old.lastTransitionTime : timestamp(now),
  };
}

/** The API leaves out counts that are zero, with one newer exception. */
function withoutZeros<T extends object>(status: T): T {
  return Object.fromEntries(
    Object.entries(status).filter(
      ([name, value]) => value !== 0 || name === 'terminatingReplicas',
    ),
  ) as T;
}
