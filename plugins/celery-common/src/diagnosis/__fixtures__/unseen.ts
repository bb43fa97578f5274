import { Situation } from './situation';

const READ_AGAIN = 'The portal keeps trying: the page recovers by itself.';
const BROKER_UP =
  'Check that the broker runs and that the portal’s network reaches it.';
const KUBERNETES =
  'An administrator can add the Kubernetes plugin and this cluster to the portal.';

/** Something cannot be seen, and nothing is made up for it. */
export const unseen: readonly Situation[] = [
  {
    name: 'nothing was ever read',
    given: {
      fixture: 'before-redis-down',
      queue: { length: null, inFlight: null },
      broker: {
        state: 'unreachable',
        error: { code: 'refused', message: 'The broker refused.' },
      },
      observedSecondsAgo: null,
      ready: 10,
    },
    state: 'broker-unreachable',
    severity: 'unknown',
    says: 'Broker orders-broker cannot be read: how much waits and runs is unknown. 10 workers run.',
    because: 'Nothing accepts connections there.',
    advises: BROKER_UP,
    next: READ_AGAIN,
    evidence: ['broker orders-broker error refused: The broker refused.'],
  },
  {
    name: 'a broker that says no more than that',
    given: {
      fixture: 'before-redis-down',
      queue: { length: null },
      broker: { state: 'unreachable' },
      workers: { unknown: 'timeout' },
    },
    state: 'broker-unreachable',
    severity: 'unknown',
    says: 'Broker orders-broker cannot be read: how much waits and runs is unknown.',
    advises: BROKER_UP,
    next: READ_AGAIN,
  },
  {
    name: 'the last known numbers',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 98, inFlight: 4 },
      broker: {
        state: 'stale',
        error: { code: 'auth', message: 'WRONGPASS' },
      },
      observedSecondsAgo: 180,
      ready: 4,
    },
    state: 'broker-stale',
    severity: 'unknown',
    says: 'Broker orders-broker does not answer. The numbers are 3 min old. 98 waiting, 4 in flight. 4 of 10 workers run.',
    because: 'It refuses the user or the password.',
    advises:
      'An administrator can correct celery.brokers[orders-broker] in app-config.',
    next: READ_AGAIN,
  },
  {
    name: 'the last known numbers, nobody knows from when',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 98, inFlight: null },
      broker: {
        state: 'stale',
        error: { code: 'timeout', message: 'no answer' },
      },
      observedSecondsAgo: null,
      workers: { unknown: 'failed' },
    },
    state: 'broker-stale',
    severity: 'unknown',
    says: 'Broker orders-broker does not answer. The numbers are old. 98 waiting. How much is in flight is unknown.',
    because: 'It does not answer in time.',
    advises: BROKER_UP,
    next: READ_AGAIN,
  },
  {
    name: 'a key of another type',
    given: {
      fixture: 'before-redis-down',
      queue: {
        length: null,
        error: { code: 'wrong-type', message: 'not a list' },
      },
      ready: 10,
    },
    state: 'queue-unreadable',
    severity: 'unknown',
    says: 'The queue q cannot be read on broker orders-broker: its numbers are unknown.',
    because:
      'A key of the queue holds something other than what Celery writes there.',
    advises:
      'Compare the queue’s name and key prefix in the entity’s annotations with what the service uses.',
    next: READ_AGAIN,
  },
  {
    name: 'a hash of another type: in flight is not known, the length is',
    given: {
      fixture: 'before-redis-down',
      queue: {
        length: 50,
        inFlight: null,
        arrivalPerSecond: 2,
        error: { code: 'wrong-type', message: 'not a hash' },
      },
      ready: 10,
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting. How much is in flight is unknown. 10 workers run.',
    notes:
      'Not all of the queue’s numbers could be read. A key of the queue holds something other than what Celery writes there.',
  },
  {
    name: 'nothing waits, and what is in flight may not be read',
    given: {
      fixture: 'zero-after-cooldown',
      queue: {
        inFlight: null,
        error: { code: 'permission', message: 'NOPERM' },
      },
    },
    state: 'unknown',
    severity: 'unknown',
    says: '0 waiting. How much is in flight is unknown. No workers run.',
    because: 'Its user may not run the commands that reading a queue takes.',
    advises:
      'An administrator of the broker can give the portal’s user what it lacks.',
    notes:
      'Not all of the queue’s numbers could be read. Its user may not run the commands that reading a queue takes.',
  },
  {
    name: 'a length that is not known',
    given: {
      fixture: 'before-redis-down',
      queue: { length: null },
      ready: 10,
    },
    state: 'unknown',
    severity: 'unknown',
    says: 'How much waits in the queue q is unknown.',
    next: READ_AGAIN,
  },
  {
    name: 'nothing waits, and what is in flight is not known',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { inFlight: null },
    },
    state: 'unknown',
    severity: 'unknown',
    says: '0 waiting. How much is in flight is unknown. No workers run.',
  },
  {
    name: 'a cluster that cannot be reached',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 98, inFlight: 4 },
      workers: { unknown: 'cluster-unreachable' },
    },
    state: 'cluster-unreachable',
    severity: 'unknown',
    says: '98 waiting, 4 in flight. How many workers run is unknown.',
    because: 'The cluster cannot be reached.',
    advises:
      'Check that the cluster runs and that the portal’s network reaches it.',
  },
  {
    name: 'a cluster that does not answer',
    given: {
      fixture: 'before-redis-down',
      workers: { unknown: 'timeout' },
    },
    state: 'cluster-unreachable',
    severity: 'unknown',
    says: 'Nothing is waiting or running. How many workers run is unknown.',
    because: 'The cluster does not answer in time.',
    advises:
      'Check that the cluster runs and that the portal’s network reaches it.',
  },
  {
    name: 'no permission at all',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 98, inFlight: 4 },
      workers: { unknown: 'not-permitted' },
    },
    state: 'not-permitted',
    severity: 'unknown',
    says: '98 waiting, 4 in flight. How many workers run is unknown.',
    because:
      'The cluster or the portal does not permit you to see the workers.',
    advises:
      'Ask the portal’s or the cluster’s administrator for permission to read them.',
  },
  {
    name: 'no permission for Deployments and pods',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 98, inFlight: 4 },
      objects: {
        deployments: { unknown: 'not-permitted' },
        pods: { unknown: 'not-permitted' },
      },
    },
    state: 'not-permitted',
    severity: 'unknown',
    says: '98 waiting, 4 in flight. How many workers run is unknown.',
    because:
      'The cluster or the portal does not permit you to see the workers.',
    advises:
      'Ask the portal’s or the cluster’s administrator for permission to read them.',
    notes:
      'Reading Deployments is not permitted. Reading pods is not permitted: crashes and full nodes are not considered.',
  },
  {
    name: 'no permission for ScaledObjects: the rest is there',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, inFlight: 20, inFlightEstimated: true },
      ready: 10,
      objects: { scaledObjects: { unknown: 'not-permitted' } },
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting, 20 in flight. 10 workers run.',
    notes:
      'The number in flight is an estimate from a sample. Reading ScaledObjects is not permitted: pauses and triggers are not considered.',
  },
  {
    name: 'no permission for ScaledObjects: stranded or not cannot be told',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { inFlight: 4 },
      objects: { scaledObjects: { unknown: 'not-permitted' } },
    },
    state: 'unknown',
    severity: 'unknown',
    says: 'Nothing is waiting, 4 in flight. No workers run. Whether KEDA will start a worker for it is unknown.',
    notes:
      'Reading ScaledObjects is not permitted: pauses and triggers are not considered.',
  },
  {
    name: 'a portal without the Kubernetes plugin',
    given: {
      fixture: 'before-redis-down',
      workers: { unknown: 'not-installed' },
    },
    state: 'kubernetes-missing',
    severity: 'warning',
    says: 'Nothing is waiting or running. How many workers run is unknown.',
    because: 'The portal has no Kubernetes plugin.',
    advises: KUBERNETES,
  },
  {
    name: 'a cluster that is not configured',
    given: {
      fixture: 'before-redis-down',
      workers: { unknown: 'not-configured' },
    },
    state: 'kubernetes-missing',
    severity: 'warning',
    says: 'Nothing is waiting or running. How many workers run is unknown.',
    because: 'The cluster is not configured in the portal’s Kubernetes plugin.',
    advises: KUBERNETES,
  },
  {
    name: 'an entity that does not say where its workers run',
    given: {
      fixture: 'before-redis-down',
      workers: { unknown: 'not-annotated' },
    },
    state: 'kubernetes-missing',
    severity: 'warning',
    says: 'Nothing is waiting or running. How many workers run is unknown.',
    because: 'The entity does not say where its workers run.',
    advises:
      'Add backstage.io/kubernetes-id, backstage.io/kubernetes-namespace, backstage.io/kubernetes-cluster to the entity’s annotations.',
  },
  {
    name: 'a cluster that answers with an error',
    given: {
      fixture: 'before-redis-down',
      workers: { unknown: 'failed', message: 'HTTP 500 from 10.1.2.3:6443' },
    },
    state: 'unknown',
    severity: 'unknown',
    says: 'Nothing is waiting or running. How many workers run is unknown.',
    because: 'The cluster answered with an error.',
    evidence: ['cluster error failed: HTTP 500 from …'],
  },
  {
    name: 'no Deployment is found, and the ScaledObject cannot be asked for it',
    given: {
      fixture: 'before-redis-down',
      objects: {
        deployments: [],
        scaledObjects: { unknown: 'not-permitted' },
      },
    },
    state: 'not-permitted',
    severity: 'unknown',
    says: 'Nothing is waiting or running. How many workers run is unknown.',
    because:
      'The cluster or the portal does not permit you to see the workers.',
    advises:
      'Ask the portal’s or the cluster’s administrator for permission to read them.',
    notes:
      'Reading ScaledObjects is not permitted: pauses and triggers are not considered.',
  },
  {
    name: 'a broker that does not answer, and a Deployment that says little',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 98, inFlight: 4 },
      broker: { state: 'stale' },
      observedSecondsAgo: 40,
      change: ({ deployment }) => {
        delete deployment.status;
      },
    },
    state: 'broker-stale',
    severity: 'unknown',
    says: 'Broker orders-broker does not answer. The numbers are 40 s old. 98 waiting, 4 in flight. How many workers run is unknown.',
    advises: BROKER_UP,
    next: READ_AGAIN,
  },
  {
    name: 'an error of a kind that only a newer backend knows',
    given: {
      fixture: 'before-redis-down',
      queue: { length: null },
      broker: {
        state: 'unreachable',
        error: { code: 'novel' as 'unknown', message: 'Something new.' },
      },
      workers: { unknown: 'novel' as 'failed' },
    },
    state: 'broker-unreachable',
    severity: 'unknown',
    says: 'Broker orders-broker cannot be read: how much waits and runs is unknown.',
    because: 'It answered with an error.',
    advises: BROKER_UP,
    next: READ_AGAIN,
  },
  {
    name: 'workers run, nothing waits, and what is in flight is not known',
    given: {
      fixture: 'before-redis-down',
      queue: { inFlight: null },
      ready: 10,
    },
    state: 'unknown',
    severity: 'unknown',
    says: '0 waiting. How much is in flight is unknown. 10 workers run.',
  },
];
