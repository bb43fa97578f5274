import { ContainerStatus, Pod } from '../workers/kubernetes';
import {
  conditionOf,
  count,
  list,
  number,
  text,
  timeOf,
} from '../workers/read';
import { fitToShow, nameObject } from './evidence';
import { Evidence } from './types';

/** What keeps a pod from working. */
export type PodFaultKind =
  | 'crash-loop'
  | 'image-pull'
  | 'container-config'
  | 'unschedulable';

/** A pod that does not work, why, and how that was seen. */
export interface PodFault {
  kind: PodFaultKind;
  pod: string;
  evidence: readonly Evidence[];
  /** Of the last crash. */
  exitCode?: number;
  /** The last crash was the kernel's, for want of memory. */
  outOfMemory?: boolean;
}

const WAITING_FAULTS: Record<string, PodFaultKind> = {
  CrashLoopBackOff: 'crash-loop',
  ImagePullBackOff: 'image-pull',
  ErrImagePull: 'image-pull',
  ErrImageNeverPull: 'image-pull',
  InvalidImageName: 'image-pull',
  CreateContainerConfigError: 'container-config',
  CreateContainerError: 'container-config',
  RunContainerError: 'container-config',
};

/** A container that crashes again within this time keeps crashing. */
const CRASH_MEMORY_SECONDS = 600;
/** One crash is no loop: workers end now and then, and Kubernetes restarts them. */
const CRASHES_IN_A_LOOP = 2;

/** What keeps a pod that is not ready from working, if anything does. */
export function podFaultOf(pod: Pod, now: number): PodFault | undefined {
  const name = text(pod.metadata?.name) ?? '';
  const placed = conditionOf(pod, 'PodScheduled');
  if (placed?.status === 'False' && placed.reason === 'Unschedulable') {
    return {
      kind: 'unschedulable',
      pod: name,
      evidence: [
        evidence(pod, 'status.conditions[PodScheduled]', [
          placed.reason,
          text(placed.message),
        ]),
      ],
    };
  }
  const containers = [
    ...list(pod.status?.initContainerStatuses).map(
      container => ['initContainerStatuses', container] as const,
    ),
    ...list(pod.status?.containerStatuses).map(
      container => ['containerStatuses', container] as const,
    ),
  ];
  for (const [field, container] of containers) {
    const fault = containerFault(container, now);
    if (fault) {
      const crash = fault === 'crash-loop' ? lastCrash(container) : undefined;
      return {
        kind: fault,
        pod: name,
        evidence: containerEvidence(pod, field, container),
        exitCode: number(crash?.exitCode),
        outOfMemory: crash?.reason === 'OOMKilled',
      };
    }
  }
  return undefined;
}

function containerFault(
  container: ContainerStatus,
  now: number,
): PodFaultKind | undefined {
  const reason = text(container.state?.waiting?.reason);
  if (reason && Object.hasOwn(WAITING_FAULTS, reason)) {
    return WAITING_FAULTS[reason];
  }
  // Between two pauses a crashing container runs for a moment.
  const finishedAt = timeOf(lastCrash(container)?.finishedAt);
  return container.ready !== true &&
    (count(container.restartCount) ?? 0) >= CRASHES_IN_A_LOOP &&
    finishedAt !== undefined &&
    now - finishedAt < CRASH_MEMORY_SECONDS * 1000
    ? 'crash-loop'
    : undefined;
}

function lastCrash(container: ContainerStatus) {
  return container.state?.terminated ?? container.lastState?.terminated;
}

function containerEvidence(
  pod: Pod,
  field: string,
  container: ContainerStatus,
): Evidence[] {
  const path = `status.${field}[${text(container.name) ?? ''}]`;
  const { waiting } = container.state ?? {};
  const crash = lastCrash(container);
  const restarts = count(container.restartCount);
  return [
    ...(waiting
      ? [
          evidence(pod, `${path}.state.waiting`, [
            text(waiting.reason),
            text(waiting.message),
          ]),
        ]
      : []),
    ...(crash
      ? [
          evidence(pod, `${path}.lastState.terminated`, [
            text(crash.reason),
            `exit code ${number(crash.exitCode) ?? '?'}`,
          ]),
        ]
      : []),
    ...(restarts
      ? [
          {
            object: nameObject('Pod', pod),
            field: `${path}.restartCount`,
            value: restarts,
          },
        ]
      : []),
  ];
}

function evidence(
  pod: Pod,
  field: string,
  parts: readonly (string | undefined)[],
): Evidence {
  return {
    object: nameObject('Pod', pod),
    field,
    value: fitToShow(parts.filter(Boolean).join(': ')),
  };
}
