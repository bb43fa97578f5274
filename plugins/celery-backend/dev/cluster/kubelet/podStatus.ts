import {
  ContainerStatus,
  PodCondition,
  PodStatus,
} from 'kubernetes-types/core/v1';
import { timestamp } from '../store/objects';

const ADDRESS = '127.0.0.1';

/** The status of a pod whose containers are so, after it had another one. */
export function podStatus(
  before: PodStatus,
  containerStatuses: ContainerStatus[],
  {
    endsForGood = false,
    now = Date.now(),
  }: { endsForGood?: boolean; now?: number } = {},
): PodStatus {
  const running = containerStatuses.some(({ state }) => !state?.waiting);
  const everRan = containerStatuses.every(
    ({ containerID }) => containerID !== undefined,
  );
  const unready = containerStatuses
    .filter(({ ready }) => !ready)
    .map(({ name }) => name);
  const ready: Readiness =
    unready.length === 0
      ? { status: 'True' }
      : {
          status: 'False',
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        };
  return {
    ...before,
    phase:
      (endsForGood && finalPhase(containerStatuses)) ||
      (running || everRan ? 'Running' : 'Pending'),
    startTime: before.startTime ?? timestamp(now),
    hostIP: ADDRESS,
    podIP: ADDRESS,
    podIPs: [{ ip: ADDRESS }],
    conditions: [
      condition(before, 'PodReadyToStartContainers', { status: 'True' }, now),
      condition(before, 'Initialized', { status: 'True' }, now),
      condition(before, 'Ready', ready, now),
      condition(before, 'ContainersReady', ready, now),
      condition(before, 'PodScheduled', { status: 'True' }, now),
    ],
    containerStatuses,
  };
}

/** Of a pod whose containers are not started again, once all have ended. */
function finalPhase(
  containerStatuses: ContainerStatus[],
): 'Succeeded' | 'Failed' | undefined {
  const ends = containerStatuses.map(({ state }) => state?.terminated);
  if (!ends.every(Boolean)) {
    return undefined;
  }
  return ends.every(end => end!.exitCode === 0) ? 'Succeeded' : 'Failed';
}

interface Readiness {
  status: 'True' | 'False';
  reason?: string;
  message?: string;
}

function condition(
  { conditions = [] }: PodStatus,
  type: string,
  readiness: Readiness,
  now: number,
): PodCondition {
  const old = conditions.find(each => each.type === type);
  return {
    type,
    ...readiness,
    lastTransitionTime:
      old?.status === readiness.status
        ? old.lastTransitionTime
        : timestamp(now),
  };
}
