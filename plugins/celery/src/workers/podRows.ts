import {
  ContainerStatus,
  Pod,
} from '@celery-keda/backstage-plugin-celery-common';

/** What a pod is doing, as far as a word can say it. */
export type PodPhase =
  | 'ready'
  | 'running'
  | 'starting'
  | 'stopping'
  | 'failed'
  | 'unknown';

/** One worker, as a table shows it. */
export interface PodRow {
  id: string;
  name: string;
  phase: PodPhase;
  /** Kubernetes' own word for why, such as `CrashLoopBackOff`. */
  reason?: string;
  /** When it was created, in milliseconds since the epoch. */
  createdAt?: number;
  /** How often its containers were restarted. */
  restarts: number;
  /** Why the last one was, such as `OOMKilled`. */
  lastRestart?: string;
  node?: string;
}

/** The rows of a worker group's pods: newest last, as they were started. */
export function podRowsOf(pods: readonly Pod[]): PodRow[] {
  return pods
    .map(podRowOf)
    .sort(
      (a, b) =>
        (a.createdAt ?? 0) - (b.createdAt ?? 0) ||
        a.name.localeCompare(b.name, undefined, { numeric: true }),
    );
}

function podRowOf(pod: Pod, index: number): PodRow {
  const name = text(pod?.metadata?.name) ?? `pod-${index}`;
  const containers = containersOf(pod);
  const createdAt = Date.parse(text(pod?.metadata?.creationTimestamp) ?? '');
  const restarts = containers.map(({ restartCount }) =>
    typeof restartCount === 'number' && restartCount > 0 ? restartCount : 0,
  );
  const lastRestart = containers
    .map(({ lastState }) => text(lastState?.terminated?.reason))
    .find(reason => reason !== undefined);
  return {
    id: `${name}/${index}`,
    name,
    ...stateOf(pod, containers),
    createdAt: Number.isNaN(createdAt) ? undefined : createdAt,
    restarts: restarts.reduce((sum, count) => sum + count, 0),
    lastRestart,
    node: text(pod?.spec?.nodeName),
  };
}

function stateOf(
  pod: Pod,
  containers: readonly ContainerStatus[],
): Pick<PodRow, 'phase' | 'reason'> {
  if (pod?.metadata?.deletionTimestamp) {
    return { phase: 'stopping' };
  }
  const waiting = containers
    .map(({ state }) => text(state?.waiting?.reason))
    .find(reason => reason !== undefined);
  const terminated = containers
    .map(({ state }) => text(state?.terminated?.reason))
    .find(reason => reason !== undefined);
  const conditions = Array.isArray(pod?.status?.conditions)
    ? pod.status.conditions
    : [];
  const condition = (type: string) =>
    conditions.find(candidate => candidate?.type === type);

  switch (pod?.status?.phase) {
    case 'Running':
      if (condition('Ready')?.status === 'True') {
        return { phase: 'ready' };
      }
      return waiting || terminated
        ? { phase: 'failed', reason: waiting ?? terminated }
        : { phase: 'running' };
    case 'Pending':
      return {
        phase: 'starting',
        reason: waiting ?? text(condition('PodScheduled')?.reason),
      };
    case 'Failed':
      return {
        phase: 'failed',
        reason: text(pod.status.reason) ?? terminated,
      };
    case 'Succeeded':
      return { phase: 'stopping', reason: terminated };
    default:
      return { phase: 'unknown', reason: text(pod?.status?.phase) };
  }
}

function containersOf(pod: Pod): ContainerStatus[] {
  return [pod?.status?.initContainerStatuses, pod?.status?.containerStatuses]
    .flatMap(statuses => (Array.isArray(statuses) ? statuses : []))
    .filter(status => typeof status === 'object' && status !== null);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
