import { Situation } from './situation';

const STAYS = 'Nothing changes until this is put right.';
const DESCRIBE = 'kubectl -n vectors describe scaledobject';
const UNREAD =
  'The portal reads the broker, KEDA does not: address, user, TLS or network differ between the two.';
const FIX_TRIGGER = 'Correct the trigger or its TriggerAuthentication.';

/** KEDA or the HPA does not do its part. */
export const keda: readonly Situation[] = [
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
    name: 'KEDA’s operator is dead, and the HPA has noticed',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, inFlight: 20 },
      ready: 10,
      secondsLater: 75,
      change: ({ horizontalPodAutoscaler }) => {
        horizontalPodAutoscaler!.status!.conditions = [
          {
            type: 'ScalingActive',
            status: 'False',
            reason: 'FailedGetExternalMetric',
            message:
              'the HPA was unable to compute the replica count: unable to get external metric vectors/s0-redis-redis-down-q: unable to fetch metrics from external metrics API: the server was unable to return a response in the time allotted, but may still be processing the request (get s0-redis-redis-down-q.external.metrics.k8s.io)',
          },
        ];
      },
    },
    state: 'keda-silent',
    severity: 'trouble',
    says: 'KEDA does not answer the HPA: 10 workers stay, whatever waits. 50 waiting, 20 in flight.',
    because: 'KEDA’s operator or its metrics server does not run or hangs.',
    advises: 'Restart KEDA’s operator.',
    command: 'kubectl -n keda rollout restart deployment keda-operator',
    next: STAYS,
  },
  {
    name: 'KEDA is no less alive for a viewer whose clock is an hour ahead',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, inFlight: 20, arrivalPerSecond: 1 },
      ready: 10,
      secondsLater: 3600,
      observedSecondsAgo: 3600,
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting, 20 in flight. 10 workers run.',
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
    name: 'KEDA may not write the scale: the ScaledObject itself is fine',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 7 },
      change: ({ scaledObject }) => {
        scaledObject.status!.conditions = [
          {
            type: 'Ready',
            status: 'False',
            reason: 'ErrorScalingTarget',
            message:
              'error activating ScaleTarget: deployments.apps "seed-burst" is forbidden: User "system:serviceaccount:keda:keda-operator" cannot update resource "deployments/scale" in API group "apps" in the namespace "vectors"',
          },
          { type: 'Active', status: 'True', reason: 'ScalerActive' },
        ];
      },
    },
    state: 'unable-to-scale',
    severity: 'trouble',
    says: 'KEDA cannot change the number of workers. No workers run. 7 waiting.',
    because:
      'KEDA cannot read or write the Deployment’s scale, and tries again at each poll.',
    advises:
      'Read what refuses it: a right that KEDA lacks, or an admission rule.',
    command: `${DESCRIBE} seed-burst`,
    next: STAYS,
    evidence: [
      'ScaledObject vectors/seed-burst status.conditions[Ready] False ErrorScalingTarget: error activating ScaleTarget: deployments.apps "seed-burst" is forbidden: User "system:serviceaccount:keda:keda-operator" cannot update resource "deployments/scale" in API group "apps" in the namespace "vectors"',
    ],
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
    name: 'a metric of the HPA’s own that it cannot read',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 80, inFlight: 20 },
      ready: 10,
      change: ({ horizontalPodAutoscaler }) => {
        horizontalPodAutoscaler!.status!.conditions = [
          {
            type: 'ScalingActive',
            status: 'False',
            reason: 'FailedGetResourceMetric',
          },
        ];
      },
    },
    state: 'unable-to-scale',
    severity: 'trouble',
    says: 'The HPA cannot change the number of workers. 10 workers run. 80 waiting, 20 in flight.',
    because: 'The HPA cannot read what it scales by.',
    advises: 'Read the HPA’s events.',
    command: 'kubectl -n vectors describe hpa keda-hpa-redis-down',
    next: STAYS,
  },
  {
    name: 'just woken: the HPA has not looked yet and still says disabled',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { length: 3 },
      change: ({ deployment }) => {
        deployment.spec!.replicas = 1;
      },
    },
    state: 'waking',
    severity: 'changing',
    says: '3 waiting at 5 per worker asks for 1. 1 worker is starting.',
    next: 'Workers take tasks as soon as they are ready.',
  },
  {
    name: 'neither KEDA nor the service is there',
    given: {
      fixture: 'zero-after-cooldown',
      objects: {
        deployments: [],
        scaledObjects: { unknown: 'not-served' },
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
    notes:
      'ScaledObjects could not be read: pauses and triggers are not considered.',
  },
];
