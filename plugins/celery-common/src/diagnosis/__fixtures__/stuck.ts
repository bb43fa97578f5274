import { Fixture } from '../../__fixtures__/fixture';
import { podWith, Situation } from './situation';

const STAYS = 'Nothing changes until this is put right.';
const DESCRIBE = 'kubectl -n vectors describe scaledobject';

/** Makes workers of a fixture ready for long enough to take something. */
function available({ deployment }: Fixture): void {
  deployment.status!.conditions = [
    {
      type: 'Available',
      status: 'True',
      lastTransitionTime: '2026-11-24T19:36:40Z',
    },
  ];
}

/** Work lies where no worker gets at it. */
export const stuck: readonly Situation[] = [
  {
    name: 'work in flight at zero that no trigger sees',
    given: { fixture: 'zero-after-cooldown', queue: { inFlight: 18 } },
    state: 'stranded',
    severity: 'trouble',
    says: '18 tasks were taken and never finished, and no worker runs that could finish them.',
    because:
      'A worker was ended in the middle of its work, and no trigger watches work in flight, so KEDA sees an empty queue.',
    advises:
      'Start a worker: it puts back in the queue what was taken, once the visibility timeout has passed. Then add a trigger on work in flight, so that it does not happen again.',
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
    says: '7 waiting. No workers run.',
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
      change: available,
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
    name: 'workers that take nothing, nobody knows for how long',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, oldestAgeSeconds: null, drainPerSecond: 0 },
      ready: 10,
      change: available,
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting. 10 workers run.',
  },
  {
    name: 'workers that take nothing from a queue that was just filled',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, oldestAgeSeconds: 20, drainPerSecond: 0 },
      ready: 10,
      change: available,
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting. 10 workers run.',
    evidence: ['queue q oldestAgeSeconds 20'],
  },
  {
    name: 'a trigger of another kind may well follow the queue',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 7 },
      change: ({ scaledObject }) => {
        scaledObject.spec!.triggers = [{ type: 'cron' }];
      },
    },
    state: 'waking',
    severity: 'changing',
    says: '7 waiting. No workers run.',
    next: 'KEDA starts the first worker within 5 s.',
    inSeconds: 5,
    notes:
      'Priority lists that no trigger watches hold 7: scaling does not count them.',
  },
  {
    name: 'more than what wakes the workers',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 4 },
      change: ({ scaledObject }) => {
        scaledObject.spec!.triggers![0].metadata!.activationListLength = '3';
      },
    },
    state: 'waking',
    severity: 'changing',
    says: '4 waiting. No workers run.',
    next: 'KEDA starts the first worker within 5 s.',
    inSeconds: 5,
  },
];
