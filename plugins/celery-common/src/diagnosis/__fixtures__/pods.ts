import { podWith, Situation } from './situation';

const RESTARTS = 'The cluster tries again, after longer and longer pauses.';

/** A container between two of its crashes. */
export const CRASHED = {
  restartCount: 5,
  state: {
    waiting: {
      reason: 'CrashLoopBackOff',
      message: 'back-off 2m40s restarting failed container=worker',
    },
  },
};

/** Pods do not come up. */
export const pods: readonly Situation[] = [
  {
    name: 'every worker crashes',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 7 },
      ready: 0,
      pods: [
        podWith('w-1', {
          ...CRASHED,
          lastState: { terminated: { reason: 'Error', exitCode: 1 } },
        }),
      ],
    },
    state: 'crash-loop',
    severity: 'trouble',
    says: '1 worker keeps crashing. 0 of 1 worker runs. 7 waiting.',
    because: 'The worker’s process ends with exit code 1.',
    advises: 'Read the log of the last run.',
    command: 'kubectl -n vectors logs w-1 --previous',
    next: RESTARTS,
    evidence: [
      'Pod vectors/w-1 status.containerStatuses[worker].state.waiting CrashLoopBackOff: back-off 2m40s restarting failed container=worker',
      'Pod vectors/w-1 status.containerStatuses[worker].lastState.terminated Error: exit code 1',
      'Pod vectors/w-1 status.containerStatuses[worker].restartCount 5',
    ],
  },
  {
    name: 'a worker that runs for a moment between two crashes',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 7 },
      ready: 0,
      pods: [
        podWith('w-1', {
          restartCount: 3,
          state: { running: { startedAt: '2026-11-24T19:43:10Z' } },
          lastState: {
            terminated: {
              reason: 'OOMKilled',
              exitCode: 137,
              finishedAt: '2026-11-24T19:42:50Z',
            },
          },
        }),
      ],
    },
    state: 'crash-loop',
    severity: 'trouble',
    says: '1 worker keeps crashing. 0 of 1 worker runs. 7 waiting.',
    because: 'The worker’s container needs more memory than its limit allows.',
    advises: 'Raise the container’s memory limit, or lower concurrency.',
    command: 'kubectl -n vectors describe pod w-1',
    next: RESTARTS,
  },
  {
    name: 'one restart is no crash loop',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 7 },
      ready: 0,
      pods: [
        podWith('w-1', {
          restartCount: 1,
          state: { running: {} },
          lastState: {
            terminated: { exitCode: 1, finishedAt: '2026-11-24T19:42:50Z' },
          },
        }),
      ],
    },
    state: 'waking',
    severity: 'changing',
    says: '7 waiting at 5 per worker asks for 2. 1 worker is starting.',
    next: 'Workers take tasks as soon as they are ready.',
  },
  {
    name: 'two of ten workers crash',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, inFlight: 16 },
      ready: 8,
      pods: [podWith('w-1', CRASHED), podWith('w-2', CRASHED)],
    },
    state: 'crash-loop',
    severity: 'warning',
    says: '2 workers keep crashing. 8 of 10 workers run. 50 waiting, 16 in flight.',
    because: 'The worker’s process ends again and again.',
    advises: 'Read the log of the last run.',
    command: 'kubectl -n vectors logs w-1 --previous',
    next: RESTARTS,
  },
  {
    name: 'an image that cannot be pulled',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 7 },
      ready: 0,
      pods: [
        podWith('w-1', {
          state: {
            waiting: {
              reason: 'ImagePullBackOff',
              message: 'Back-off pulling image "registry.example/worker:2"',
            },
          },
        }),
      ],
    },
    state: 'image-pull',
    severity: 'trouble',
    says: '1 worker cannot pull its image. 0 of 1 worker runs. 7 waiting.',
    because: 'The image does not exist, or the namespace may not pull it.',
    advises: 'Check the image’s name and tag and the namespace’s pull secret.',
    command: 'kubectl -n vectors describe pod w-1',
    next: RESTARTS,
  },
  {
    name: 'a Secret that is missing',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 7 },
      ready: 0,
      pods: [
        podWith('w-1', {
          state: {
            waiting: {
              reason: 'CreateContainerConfigError',
              message: 'secret "orders-broker" not found',
            },
          },
        }),
      ],
    },
    state: 'container-config',
    severity: 'trouble',
    says: '1 worker cannot be set up: something that it refers to is missing. 0 of 1 worker runs. 7 waiting.',
    because:
      'A Secret or ConfigMap that the container refers to is missing or lacks a key.',
    advises: 'Create what is missing.',
    command: 'kubectl -n vectors describe pod w-1',
    next: RESTARTS,
    evidence: [
      'Pod vectors/w-1 status.containerStatuses[worker].state.waiting CreateContainerConfigError: secret "orders-broker" not found',
    ],
  },
  {
    name: 'no node with room',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 7 },
      ready: 0,
      pods: [
        {
          metadata: { name: 'w-1' },
          status: {
            phase: 'Pending',
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message: '0/3 nodes are available: 3 Insufficient cpu.',
              },
            ],
          },
        },
      ],
    },
    state: 'unschedulable',
    severity: 'trouble',
    says: 'No node has room for 1 worker. 0 of 1 worker runs. 7 waiting.',
    because: 'No node has the CPU, memory or labels that the workers ask for.',
    advises: 'Add nodes, ask for less per worker, or lower maxReplicaCount.',
    command: 'kubectl -n vectors describe pod w-1',
    next: RESTARTS,
    evidence: [
      'Pod vectors/w-1 status.conditions[PodScheduled] Unschedulable: 0/3 nodes are available: 3 Insufficient cpu.',
    ],
  },
  {
    name: 'a quota that is used up',
    given: {
      fixture: 'limited-at-max',
      queue: { length: 500, inFlight: 24 },
      ready: 12,
      change: ({ deployment }) => {
        deployment.status!.replicas = 12;
        deployment.status!.conditions = [
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message:
              'pods "up-pods20-x" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=12, limited: pods=12',
          },
        ];
      },
    },
    state: 'quota',
    severity: 'warning',
    says: 'The namespace’s quota leaves no room for 8 workers. 12 of 20 workers run. 500 waiting, 24 in flight.',
    because:
      'The namespace’s ResourceQuota is used up before the maximum of workers is reached.',
    advises: 'Raise the quota, or lower maxReplicaCount so that it fits.',
    command: 'kubectl -n vectors describe resourcequota',
    next: RESTARTS,
  },
  {
    name: 'pods that the cluster refuses',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 7 },
      ready: 0,
      change: ({ deployment }) => {
        deployment.status = {
          conditions: [
            {
              type: 'ReplicaFailure',
              status: 'True',
              reason: 'FailedCreate',
              message: 'error looking up service account vectors/worker',
            },
          ],
        };
      },
    },
    state: 'pods-refused',
    severity: 'trouble',
    says: 'The cluster refuses to create 1 worker. 0 of 1 worker runs. 7 waiting.',
    because:
      'An admission rule or a missing ServiceAccount keeps the pods from being created.',
    advises: 'Read the namespace’s events.',
    command: 'kubectl -n vectors get events',
    next: RESTARTS,
  },
];
