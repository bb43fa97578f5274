import { Document } from 'yaml';
import { Manifest } from './Repository';

/** How a queue is brought into a state. */
export interface Staging {
  /** The state's name on the page. */
  shows: string;
  /** Tasks that are sent to it. */
  tasks?: number;
  /** Tasks that are sent after them and are not held. */
  shortTasks?: number;
  /** Whether a task that a worker has taken does not end. */
  held?: boolean;
  /** What somebody changed in its manifest. */
  edit?: (manifest: Manifest, service: string) => void;
}

const CONTAINER = ['spec', 'template', 'spec', 'containers', 0];
const NEVER_AGAIN_SECONDS = 3600;

function setReadiness(manifest: Manifest, command: string[]): void {
  manifest.deployment?.setIn([...CONTAINER, 'readinessProbe'], {
    exec: { command },
    periodSeconds: 1,
    failureThreshold: NEVER_AGAIN_SECONDS,
  });
}

function setEnvironment(
  { deployment }: Manifest,
  name: string,
  variable: object,
): void {
  const all = (deployment as Document).toJS().spec.template.spec.containers[0]
    .env as { name: string }[];
  const index = all.findIndex(each => each.name === name);
  deployment?.setIn([...CONTAINER, 'env', index], { name, ...variable });
}

function setTrigger(
  { scaledObject }: Manifest,
  index: number,
  listName: string,
): void {
  scaledObject?.setIn(
    ['spec', 'triggers', index, 'metadata', 'listName'],
    listName,
  );
}

function setModifier(
  { scaledObject }: Manifest,
  name: string,
  value: string,
): void {
  scaledObject?.setIn(['spec', 'advanced', 'scalingModifiers', name], value);
}

/**
 * One queue for each state, by the queue's name. Every state lasts: none is
 * over before somebody has looked at it, on a slow machine neither.
 */
export const STAGINGS: Record<string, Staging> = {
  idle: { shows: 'Idle' },
  waking: {
    shows: 'Waking',
    tasks: 1,
    held: true,
    // Its start takes long.
    edit: manifest => setReadiness(manifest, ['false']),
  },
  'scaling-out': {
    shows: 'Scaling out',
    tasks: 4,
    held: true,
    // Of two workers only the first gets ready: the folder is made once.
    edit: manifest => setReadiness(manifest, ['mkdir', 'held/first']),
  },
  saturated: { shows: 'At maximum', tasks: 4, held: true },
  limited: {
    shows: 'Limited by policy',
    tasks: 5,
    held: true,
    edit: ({ scaledObject }) => {
      scaledObject?.setIn(['spec', 'maxReplicaCount'], 5);
      scaledObject?.setIn(
        [
          ...['spec', 'advanced', 'horizontalPodAutoscalerConfig'],
          ...['behavior', 'scaleUp', 'policies'],
        ],
        [{ type: 'Pods', value: 1, periodSeconds: 1800 }],
      );
    },
  },
  steady: {
    shows: 'Steady',
    held: true,
    // One worker is enough for what the feeder sends.
    edit: manifest => setModifier(manifest, 'target', '10000'),
  },
  draining: {
    shows: 'Draining',
    tasks: 1,
    shortTasks: 1,
    held: true,
    // The second worker has done its task and may not go yet.
    edit: ({ scaledObject }) =>
      scaledObject?.setIn(
        [
          ...['spec', 'advanced', 'horizontalPodAutoscalerConfig'],
          ...['behavior', 'scaleDown', 'stabilizationWindowSeconds'],
        ],
        NEVER_AGAIN_SECONDS,
      ),
  },
  'cooling-down': {
    shows: 'Cooling down',
    tasks: 1,
    edit: ({ scaledObject }) =>
      scaledObject?.setIn(['spec', 'cooldownPeriod'], NEVER_AGAIN_SECONDS),
  },
  scheduled: { shows: 'Scheduled only' },
  paused: { shows: 'Paused', tasks: 1 },
  'below-activation': {
    shows: 'Below activation',
    tasks: 1,
    edit: manifest => setModifier(manifest, 'activationTarget', '10'),
  },
  stalled: {
    shows: 'Stalled',
    tasks: 1,
    // The worker takes from another queue.
    edit: ({ deployment }) => {
      const { args } = (deployment as Document).toJS().spec.template.spec
        .containers[0] as { args: string[] };
      deployment?.setIn(
        [...CONTAINER, 'args'],
        args.map(arg => (arg === '--queues=stalled' ? '--queues=idle' : arg)),
      );
    },
  },
  stranded: {
    shows: 'Stranded',
    // As the usual recipe has it: only what waits is watched.
    edit: ({ scaledObject }) => {
      scaledObject?.deleteIn(['spec', 'advanced', 'scalingModifiers']);
      scaledObject?.deleteIn(['spec', 'triggers', 1]);
    },
  },
  'crash-loop': {
    shows: 'Workers crash',
    tasks: 1,
    edit: manifest =>
      setEnvironment(manifest, 'VISIBILITY_TIMEOUT_SECONDS', { value: '1' }),
  },
  'container-config': {
    shows: 'Worker cannot be set up',
    tasks: 1,
    edit: (manifest, service) =>
      setEnvironment(manifest, 'REDIS_HOST', {
        valueFrom: { secretKeyRef: { name: `${service}-broker`, key: 'hots' } },
      }),
  },
  'wrong-list': {
    shows: 'Watches another list',
    tasks: 1,
    edit: (manifest, service) => setTrigger(manifest, 0, `${service}:orders`),
  },
  'keda-cannot-read': {
    shows: 'KEDA cannot read the queue',
    tasks: 1,
    // One of its triggers watches a key that holds no list.
    edit: (manifest, service) =>
      setTrigger(manifest, 1, `${service}:queue-unreadable`),
  },
  'scaled-object-invalid': {
    shows: 'ScaledObject not accepted',
    tasks: 1,
    edit: manifest => setModifier(manifest, 'formula', 'waiting +'),
  },
  'not-autoscaled': {
    shows: 'Not autoscaled',
    tasks: 1,
    edit: manifest => {
      manifest.scaledObject = undefined;
    },
  },
  'no-workers': {
    shows: 'No worker group',
    tasks: 1,
    edit: manifest => {
      manifest.deployment = undefined;
      manifest.scaledObject = undefined;
    },
  },
  'queue-unreadable': { shows: 'Queue cannot be read' },
};
