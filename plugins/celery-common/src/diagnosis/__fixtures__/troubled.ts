import { podWith, Situation } from './situation';

const DESCRIBE = 'kubectl -n vectors describe scaledobject';
const UNREAD =
  'The portal reads the broker, KEDA does not: address, user, TLS or network differ between the two.';
const FIX_TRIGGER = 'Correct the trigger or its TriggerAuthentication.';
const STAYS = 'Nothing changes until this is put right.';
const RESTARTS = 'The cluster tries again, after longer and longer pauses.';

const crashed = {
  restartCount: 5,
  state: {
    waiting: {
      reason: 'CrashLoopBackOff',
      message: 'back-off 2m40s restarting failed container=worker',
    },
  },
};

/** Work is not done as it should be, or not at all. */
export const troubled: readonly Situation[] = [
  {
    name: 'work in flight at zero that no trigger sees',
    given: { fixture: 'zero-after-cooldown', queue: { inFlight: 18 } },
    state: 'stranded',
    severity: 'trouble',
    says: '18 tasks were taken and never finished, and no worker runs that could finish them.',
    because:
      'A worker was ended while it held them, and no trigger watches work in flight, so KEDA sees an empty queue.',
    advises:
      'Start a worker: it puts them back in the queue once their visibility timeout has passed. Then add a trigger on work in flight, so that it does not happen again.',
    command:
      'kubectl -n vectors annotate scaledobject seed-burst autoscaling.keda.sh/force-activation=true',
    next: 'Nothing happens until another task starts a worker.',
    evidence: [
      'queue q length 0',
      'queue q inFlight 18',
      'Deployment vectors/seed-burst spec.replicas 0',
    ],
  },
  {
    name: 'KEDA does not wake the workers',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 7, oldestAgeSeconds: 240 },
    },
    state: 'stalled',
    severity: 'trouble',
    says: '7 waiting for 4 min, and no worker has been started.',
    because: 'KEDA polls every 5 s and has not started one.',
    advises: 'Look at what KEDA’s operator says about the ScaledObject.',
    command: `${DESCRIBE} seed-burst`,
    next: STAYS,
  },
  {
    name: 'an old message is no stall while the ScaledObject is new',
    given: {
      fixture: 'zero-never-active',
      queue: { length: 7, oldestAgeSeconds: 9000 },
    },
    state: 'waking',
    severity: 'changing',
    says: '7 waiting. KEDA starts the first worker within 5 s.',
    next: 'KEDA starts the first worker within 5 s.',
    inSeconds: 5,
  },
  {
    name: 'workers that do not become ready',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 7 },
      ready: 0,
      pods: [
        {
          ...podWith('w-1', { state: { running: {} } }),
          metadata: {
            name: 'w-1',
            namespace: 'vectors',
            labels: { app: 'cooldown300-window60' },
            creationTimestamp: '2026-11-24T19:36:32Z',
          },
        },
      ],
    },
    state: 'stalled',
    severity: 'trouble',
    says: '7 waiting, and 1 worker has been starting for 7 min.',
    because: 'The workers’ containers run but do not become ready.',
    advises:
      'Read the workers’ logs, and compare their queue and key prefix with the entity’s annotations.',
    command: 'kubectl -n vectors logs deployment/cooldown300-window60',
    next: STAYS,
  },
  {
    name: 'workers that take nothing',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, oldestAgeSeconds: 300, drainPerSecond: 0 },
      ready: 10,
      change: ({ deployment }) => {
        deployment.status!.conditions = [
          {
            type: 'Available',
            status: 'True',
            lastTransitionTime: '2026-11-24T19:36:40Z',
          },
        ];
      },
    },
    state: 'stalled',
    severity: 'trouble',
    says: '50 waiting for 5 min, and the 10 workers that run take none of them.',
    because:
      'The workers are ready but do not consume this queue: they may listen to another queue, prefix or database, or hang on a lost connection.',
    advises:
      'Read the workers’ logs, and compare their queue and key prefix with the entity’s annotations.',
    command: 'kubectl -n vectors logs deployment/redis-down',
    next: STAYS,
  },
  {
    name: 'workers that have just become ready may have taken nothing yet',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, oldestAgeSeconds: 300, drainPerSecond: 0 },
      ready: 10,
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting. 10 workers run.',
  },
  {
    name: 'every worker crashes',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 7 },
      ready: 0,
      pods: [
        podWith('w-1', {
          ...crashed,
          lastState: { terminated: { reason: 'Error', exitCode: 1 } },
        }),
      ],
    },
    state: 'crash-loop',
    severity: 'trouble',
    says: '1 worker keeps crashing. 0 of 1 workers run. 7 waiting.',
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
    says: '1 worker keeps crashing. 0 of 1 workers run. 7 waiting.',
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
      pods: [podWith('w-1', crashed), podWith('w-2', crashed)],
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
    says: '1 worker cannot pull its image. 0 of 1 workers run. 7 waiting.',
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
    says: '1 worker cannot be set up: something that it refers to is missing. 0 of 1 workers run. 7 waiting.',
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
    says: 'No node has room for 1 worker. 0 of 1 workers run. 7 waiting.',
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
    says: 'The cluster refuses to create 1 worker. 0 of 1 workers run. 7 waiting.',
    because:
      'An admission rule or a missing ServiceAccount keeps the pods from being created.',
    advises: 'Read the namespace’s events.',
    command: 'kubectl -n vectors get events',
    next: RESTARTS,
  },
  {
    name: 'a trigger on another list',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 7 },
      change: ({ scaledObject }) => {
        scaledObject.spec!.triggers![0].metadata!.listName = 'celery';
      },
    },
    state: 'wrong-list',
    severity: 'trouble',
    says: 'ScaledObject seed-burst watches no list of the queue q, so what waits there starts no worker. No workers run. 7 waiting.',
    because: 'Its trigger watches celery; the queue is the list seed-burst:q.',
    advises: 'Let the trigger watch seed-burst:q in the queue’s database.',
    command: 'kubectl -n vectors edit scaledobject seed-burst',
    next: STAYS,
    evidence: [
      'ScaledObject vectors/seed-burst spec.triggers[0].metadata.listName celery',
    ],
  },
  {
    name: 'everything waits in priority lists that are not watched',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 7, lengthByPriority: { '0': 0, '3': 7 } },
    },
    state: 'wrong-list',
    severity: 'trouble',
    says: '7 waiting. Everything waits in priority lists that ScaledObject seed-burst does not watch, so it starts no worker.',
    advises:
      'Add a trigger for each priority list and sum them up in scalingModifiers.formula.',
    command: 'kubectl -n vectors edit scaledobject seed-burst',
    next: STAYS,
  },
  {
    name: 'some wait in lists that are not watched; keys hold control characters',
    given: {
      fixture: 'control-characters-in-metric-name',
      queue: {
        length: 15,
        lengthByPriority: { '0': 3, '3': 12 },
        inFlight: 6,
        arrivalPerSecond: 1,
      },
      ready: 3,
    },
    state: 'steady',
    severity: 'working',
    says: '15 waiting, 6 in flight. 3 workers run.',
    notes:
      'Priority lists that no trigger watches hold 3: scaling does not count them.',
  },
  {
    name: 'less than what wakes the workers',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 3 },
      change: ({ scaledObject }) => {
        scaledObject.spec!.triggers![0].metadata!.activationListLength = '3';
      },
    },
    state: 'below-activation',
    severity: 'warning',
    says: '3 waiting. KEDA starts the first worker only above 3.',
    because: 'activationListLength or activationTarget is 3.',
    advises: 'Lower the activation value, or wait for more work.',
    next: STAYS,
  },
  {
    name: 'a ScaledObject that KEDA does not accept',
    given: {
      fixture: 'zero-never-active',
      queue: { length: 7 },
      objects: { horizontalPodAutoscalers: [] },
      change: ({ scaledObject }) => {
        scaledObject.status!.conditions = [
          {
            type: 'Ready',
            status: 'False',
            reason: 'ScaledObjectCheckFailed',
            message:
              'connection to redis failed: dial tcp: lookup redis.example.org on 10.0.0.10:53: no such host',
          },
          { type: 'Active', status: 'Unknown', reason: 'UnknownState' },
        ];
      },
    },
    state: 'scaled-object-invalid',
    severity: 'trouble',
    says: 'KEDA does not accept ScaledObject seed-burst, so nothing scales. No workers run. 7 waiting.',
    because:
      'KEDA checked the ScaledObject and one of its triggers and did not get through.',
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} seed-burst`,
    next: STAYS,
    evidence: [
      'ScaledObject vectors/seed-burst status.conditions[Ready] False ScaledObjectCheckFailed: connection to redis failed: dial tcp: lookup … on …: no such host',
    ],
  },
  {
    name: 'a ScaledObject that KEDA does not make up its mind about',
    given: {
      fixture: 'zero-never-active',
      objects: { horizontalPodAutoscalers: [] },
      secondsLater: 60,
      change: ({ scaledObject }) => {
        scaledObject.status!.conditions = [
          { type: 'Ready', status: 'Unknown' },
        ];
      },
    },
    state: 'scaled-object-invalid',
    severity: 'trouble',
    says: 'KEDA does not accept ScaledObject seed-burst, so nothing scales. No workers run. Nothing is waiting or running.',
    because:
      'KEDA checked the ScaledObject and one of its triggers and did not get through.',
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} seed-burst`,
    next: STAYS,
  },
  {
    name: 'Redis down for KEDA: not active is not idle',
    given: {
      fixture: 'redis-down',
      queue: { length: 50, inFlight: 20 },
      ready: 10,
    },
    state: 'keda-cannot-read',
    severity: 'trouble',
    says: 'KEDA cannot read the queue: 10 workers stay, whatever waits. 50 waiting, 20 in flight.',
    because: UNREAD,
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} redis-down`,
    next: STAYS,
    evidence: [
      'HorizontalPodAutoscaler vectors/keda-hpa-redis-down status.conditions[ScalingActive] False FailedGetExternalMetric: the HPA was unable to compute the replica count: unable to get external metric vectors/s0-redis-redis-down-q: unable to fetch metrics from external metrics API: rpc error: code = Unknown desc = error when getting metric values error getting scalers connection to redis failed: dial tcp …: connect: connection refused',
    ],
  },
  {
    name: 'Redis hangs for KEDA',
    given: { fixture: 'redis-hang', ready: 10 },
    state: 'keda-cannot-read',
    severity: 'trouble',
    says: 'KEDA cannot read the queue: 10 workers stay, whatever waits. Nothing is waiting or running.',
    because: UNREAD,
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} redis-hang`,
    next: STAYS,
  },
  {
    name: 'the HPA saw the outage first, and Ready stayed True',
    given: {
      fixture: 'redis-down',
      queue: { length: 50, inFlight: 20 },
      ready: 10,
      change: ({ scaledObject }) => {
        scaledObject.status!.conditions = [
          { type: 'Ready', status: 'True', reason: 'ScaledObjectReady' },
          { type: 'Active', status: 'True', reason: 'ScalerActive' },
        ];
      },
    },
    state: 'keda-cannot-read',
    severity: 'trouble',
    says: 'KEDA cannot read the queue: 10 workers stay, whatever waits. 50 waiting, 20 in flight.',
    because: UNREAD,
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} redis-down`,
    next: STAYS,
  },
  {
    name: 'Redis down for KEDA at zero',
    given: { fixture: 'redis-down-at-zero', queue: { length: 7 } },
    state: 'keda-cannot-read',
    severity: 'trouble',
    says: 'KEDA cannot read the queue: no worker is started, whatever waits. 7 waiting.',
    because: UNREAD,
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} redis-down-at-zero`,
    next: STAYS,
  },
  {
    name: 'Redis down for KEDA, and a fallback that does not come into force',
    given: { fixture: 'redis-down-fallback', ready: 2 },
    state: 'keda-cannot-read',
    severity: 'trouble',
    says: 'KEDA cannot read the queue: 2 workers stay, whatever waits. Nothing is waiting or running.',
    because: UNREAD,
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} redis-down-fallback`,
    next: STAYS,
    notes:
      'The fallback is not in force: KEDA needs more than 3 failures in a row and stops counting after the first one.',
  },
  {
    name: 'one of two triggers cannot be read',
    given: {
      fixture: 'partial-trigger-failure',
      ready: 8,
      change: ({ scaledObject }) => {
        scaledObject.spec!.triggers![0].metadata!.listName =
          'partial-failure:q';
      },
    },
    state: 'keda-cannot-read',
    severity: 'trouble',
    says: 'KEDA cannot read the queue: 8 workers stay, whatever waits. Nothing is waiting or running.',
    because:
      'One of several triggers cannot be read, and that stops scaling altogether.',
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} partial-failure`,
    next: STAYS,
  },
  {
    name: 'one of two triggers of a formula cannot be read',
    given: { fixture: 'partial-trigger-failure-formula', ready: 8 },
    state: 'keda-cannot-read',
    severity: 'trouble',
    says: 'KEDA cannot read the queue: 8 workers stay, whatever waits. Nothing is waiting or running.',
    because: UNREAD,
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} partial-failure-formula`,
    next: STAYS,
  },
  {
    name: 'back again after an outage',
    given: {
      fixture: 'redis-back',
      queue: { length: 50, inFlight: 20 },
      ready: 10,
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting, 20 in flight. 10 workers run.',
  },
  {
    name: 'KEDA’s operator is dead and everything looks healthy',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, inFlight: 20 },
      ready: 10,
      secondsLater: 240,
    },
    state: 'keda-silent',
    severity: 'trouble',
    says: 'KEDA has not been heard of for 4 min: 10 workers stay, whatever waits. 50 waiting, 20 in flight.',
    because:
      'KEDA’s operator does not run or hangs: every object still looks healthy.',
    advises: 'Restart KEDA’s operator.',
    command: 'kubectl -n keda rollout restart deployment keda-operator',
    next: STAYS,
    evidence: [
      'ScaledObject vectors/redis-down status.lastActiveTime 2026-11-24T19:37:58Z',
    ],
  },
  {
    name: 'the HPA may not write the scale',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 80, inFlight: 20 },
      ready: 10,
      change: ({ horizontalPodAutoscaler }) => {
        horizontalPodAutoscaler!.status!.conditions = [
          {
            type: 'AbleToScale',
            status: 'False',
            reason: 'FailedUpdateScale',
            message: 'the HPA controller was unable to update the target scale',
          },
        ];
      },
    },
    state: 'unable-to-scale',
    severity: 'trouble',
    says: 'The HPA cannot change the number of workers. 10 workers run. 80 waiting, 20 in flight.',
    because: 'The HPA cannot read or write the Deployment’s scale.',
    advises: 'Read the HPA’s events.',
    command: 'kubectl -n vectors describe hpa keda-hpa-redis-down',
    next: STAYS,
  },
  {
    name: 'no KEDA in the cluster',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 7 },
      objects: {
        scaledObjects: { unknown: 'not-served' },
        horizontalPodAutoscalers: [],
      },
    },
    state: 'keda-missing',
    severity: 'trouble',
    says: 'KEDA is not installed in this cluster, so nothing scales the workers. No workers run. 7 waiting.',
    advises: 'Install KEDA in the cluster.',
    next: STAYS,
    notes:
      'ScaledObjects could not be read: pauses and triggers are not considered.',
  },
  {
    name: 'nothing consumes the queue',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 7 },
      objects: {
        deployments: [],
        scaledObjects: [],
        horizontalPodAutoscalers: [],
      },
    },
    state: 'no-workers',
    severity: 'trouble',
    says: '7 waiting. Nothing in the cluster consumes the queue q.',
    because:
      'No ScaledObject watches its list, and no Deployment carries the label celeryq.dev/queue: q.',
    advises: 'Deploy the service, or correct the entity’s annotations.',
    command: 'kubectl apply -k deploy/base',
  },
  {
    name: 'not deployed yet',
    given: {
      fixture: 'zero-after-cooldown',
      objects: {
        deployments: [],
        scaledObjects: [],
        horizontalPodAutoscalers: [],
      },
    },
    state: 'no-workers',
    severity: 'warning',
    says: 'Nothing in the cluster consumes the queue q.',
    because:
      'No ScaledObject watches its list, and no Deployment carries the label celeryq.dev/queue: q.',
    advises: 'Deploy the service, or correct the entity’s annotations.',
    command: 'kubectl apply -k deploy/base',
  },
  {
    name: 'a ScaledObject for a Deployment that is not there',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 7 },
      objects: { deployments: [] },
    },
    state: 'no-workers',
    severity: 'trouble',
    says: '7 waiting. ScaledObject seed-burst scales Deployment seed-burst, which is not there.',
    advises: 'Deploy the service, or correct the entity’s annotations.',
    command: 'kubectl -n vectors apply -k deploy/base',
    evidence: [
      'ScaledObject vectors/seed-burst spec.scaleTargetRef.name seed-burst',
    ],
  },
  {
    name: 'a fallback in force',
    given: {
      fixture: 'redis-down-fallback0',
      queue: { length: 30, inFlight: 12 },
      ready: 6,
    },
    state: 'fallback',
    severity: 'warning',
    says: 'KEDA cannot read the queue and falls back to 6 workers. 30 waiting, 12 in flight.',
    because: UNREAD,
    advises: FIX_TRIGGER,
    command: `${DESCRIBE} redis-down-fallback0`,
    evidence: [
      'ScaledObject vectors/redis-down-fallback0 status.conditions[Fallback] True FallbackExists: At least one trigger is falling back on this scaled object',
    ],
  },
  {
    name: 'at the maximum, and more is asked for',
    given: {
      fixture: 'limited-at-max',
      queue: {
        length: 500,
        inFlight: 40,
        arrivalPerSecond: 1,
        drainPerSecond: 3,
        secondsToDrain: 250,
      },
      ready: 20,
    },
    state: 'saturated',
    severity: 'warning',
    says: '500 waiting at 5 per worker asks for 100; the maximum is 20. All 20 run. Done in about 4 min at this rate.',
    because: 'maxReplicaCount of ScaledObject up-pods20 is 20.',
    advises:
      'Raise maxReplicaCount if what is behind the workers can bear more, or make the tasks quicker.',
    next: 'The queue is empty in about 4 min.',
    inSeconds: 250,
    evidence: [
      'HorizontalPodAutoscaler vectors/keda-hpa-up-pods20 status.conditions[ScalingLimited] True TooManyReplicas: the desired replica count is more than the maximum replica count',
    ],
  },
  {
    name: 'a maximum of none',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 7 },
      change: ({ scaledObject }) => {
        scaledObject.spec!.maxReplicaCount = 0;
      },
    },
    state: 'saturated',
    severity: 'warning',
    says: '7 waiting. No workers run.',
    because: 'maxReplicaCount of ScaledObject seed-burst is 0.',
    advises:
      'Raise maxReplicaCount if what is behind the workers can bear more, or make the tasks quicker.',
  },
  {
    name: 'held back by the policy',
    given: { fixture: 'scaling-up-active', queue: { length: 100 }, ready: 16 },
    state: 'limited',
    severity: 'warning',
    says: '100 waiting at 5 per worker asks for 20. 16 workers run.',
    because:
      'The HPA’s scale-up policy lets it add only so many workers at a time.',
    advises:
      'Allow more in advanced.horizontalPodAutoscalerConfig.behavior.scaleUp of the ScaledObject, if starts may be quicker.',
    next: 'The HPA looks at the queue again within 15 s.',
    inSeconds: 15,
  },
  {
    name: 'no ScaledObject, and workers that were given',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 5, inFlight: 10 },
      ready: 10,
      objects: { scaledObjects: [], horizontalPodAutoscalers: [] },
    },
    state: 'not-autoscaled',
    severity: 'warning',
    says: 'No ScaledObject scales the workers of this queue: 10 workers stay. 5 waiting, 10 in flight.',
    because: 'Deployment redis-down runs the replicas that it was given.',
    advises: 'Add a ScaledObject whose trigger watches the list redis-down:q.',
    next: STAYS,
  },
  {
    name: 'no ScaledObject, and no worker that was given',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 5 },
      objects: { scaledObjects: [], horizontalPodAutoscalers: [] },
    },
    state: 'not-autoscaled',
    severity: 'trouble',
    says: 'No ScaledObject scales the workers of this queue: 0 workers stay. 5 waiting.',
    because: 'Deployment seed-burst runs the replicas that it was given.',
    advises: 'Add a ScaledObject whose trigger watches the list seed-burst:q.',
    next: STAYS,
  },
  {
    name: 'paused at zero with work waiting, and a pod that crashes',
    given: {
      fixture: 'paused',
      queue: { length: 9 },
      ready: 0,
      change: ({ deployment, scaledObject }) => {
        deployment.spec!.replicas = 0;
        scaledObject.metadata!.annotations = {
          'autoscaling.keda.sh/paused-replicas': '0',
          'autoscaling.keda.sh/paused': 'true',
        };
      },
      pods: [podWith('w-1', crashed)],
    },
    state: 'paused',
    severity: 'warning',
    says: 'Scaling is paused: 0 workers stay, whatever waits. 9 waiting.',
    because:
      'The annotation autoscaling.keda.sh/paused-replicas, autoscaling.keda.sh/paused on ScaledObject paused says so.',
    advises: 'Remove the annotation to scale again.',
    command:
      'kubectl -n vectors annotate scaledobject paused autoscaling.keda.sh/paused-replicas- autoscaling.keda.sh/paused-',
    next: 'Nothing changes until scaling is resumed.',
    notes: '1 worker does not come up.',
  },
  {
    name: 'scale-out paused with work waiting',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 9 },
      change: ({ scaledObject }) => {
        scaledObject.metadata!.annotations = {
          'autoscaling.keda.sh/paused-scale-out': 'true',
        };
      },
    },
    state: 'paused',
    severity: 'warning',
    says: 'Scale-out is paused: no worker is added, whatever waits. 9 waiting at 5 per worker asks for 2.',
    because:
      'The annotation autoscaling.keda.sh/paused-scale-out on ScaledObject seed-burst says so.',
    advises: 'Remove the annotation to scale again.',
    command:
      'kubectl -n vectors annotate scaledobject seed-burst autoscaling.keda.sh/paused-scale-out-',
    next: 'Nothing changes until scaling is resumed.',
  },
];
