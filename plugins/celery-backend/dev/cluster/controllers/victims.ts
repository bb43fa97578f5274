import { Pod } from '../store/objects';

/** Whether a pod's containers are all ready. */
export function isReady({ status }: Pod): boolean {
  return readyCondition(status)?.status === 'True';
}

function readyCondition({ conditions = [] }: Pod['status']) {
  return conditions.find(({ type }) => type === 'Ready');
}

/** Whether nobody has asked for the end of a pod. */
export function isActive({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status.phase !== 'Succeeded' &&
    status.phase !== 'Failed'
  );
}

/**
 * The pods that a ReplicaSet ends first: those that are not running, then not
 * ready, then cheap to delete, then young ones, by orders of magnitude only.
 * Whether a worker is busy makes no difference.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset
 */
export function victims(
  pods: readonly Pod[],
  count: number,
  now: number,
): Pod[] {
  const order = (a: Pod, b: Pod) =>
    compare(a, b, pod => Number(pod.status.phase === 'Running')) ||
    compare(a, b, pod => Number(isReady(pod))) ||
    compare(a, b, deletionCost) ||
    compareAge(a, b, readySince, now) ||
    compare(b, a, restarts) ||
    compareAge(a, b, createdAt, now) ||
    (a.metadata.uid < b.metadata.uid ? -1 : 1);
  return [...pods].sort(order).slice(0, Math.max(0, count));
}

function compare(a: Pod, b: Pod, value: (pod: Pod) => number): number {
  return value(a) - value(b);
}

/** Ages count as different only when they differ by a factor of two. */
function compareAge(
  a: Pod,
  b: Pod,
  since: (pod: Pod) => number | undefined,
  now: number,
): number {
  const [from, to] = [since(a), since(b)];
  return from === undefined || to === undefined || from === to
    ? 0
    : magnitude(now - from) - magnitude(now - to);
}

function magnitude(milliseconds: number): number {
  return Math.floor(Math.log2(Math.max(1, milliseconds * 1e6)));
}

function deletionCost({ metadata }: Pod): number {
  const cost = Number(
    metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0,
  );
  return Number.isFinite(cost) ? cost : 0;
}

function readySince(pod: Pod): number | undefined {
  return isReady(pod)
    ? Date.parse(String(readyCondition(pod.status)?.lastTransitionTime))
    : undefined;
}

function restarts({ status }: Pod): number {
  return Math.max(
    0,
    ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount),
  );
}

function createdAt({ metadata }: Pod): number {
  return Date.parse(metadata.creationTimestamp);
}
