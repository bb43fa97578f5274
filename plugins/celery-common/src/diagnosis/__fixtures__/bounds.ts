import { CRASHED } from './pods';
import { podWith, Situation } from './situation';

const STAYS = 'Nothing changes until this is put right.';

/** The workers may not be as many as are asked for. */
export const bounds: readonly Situation[] = [
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
      pods: [podWith('w-1', CRASHED)],
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
  {
    name: 'at the maximum by the word of the HPA alone',
    given: {
      fixture: 'limited-at-max',
      queue: { length: 500, inFlight: 40 },
      ready: 20,
      change: ({ scaledObject }) => {
        scaledObject.spec!.triggers!.push({ type: 'prometheus' });
      },
    },
    state: 'saturated',
    severity: 'warning',
    says: '500 waiting, 40 in flight. All 20 run.',
    because: 'maxReplicaCount of ScaledObject up-pods20 is 20.',
    advises:
      'Raise maxReplicaCount if what is behind the workers can bear more, or make the tasks quicker.',
  },
  {
    name: 'being at the maximum is no fault in itself',
    given: {
      fixture: 'active-at-max-count',
      queue: { length: 500, inFlight: 40, arrivalPerSecond: 1 },
      ready: 20,
      change: ({ scaledObject }) => {
        scaledObject.spec!.triggers!.push({ type: 'prometheus' });
      },
    },
    state: 'steady',
    severity: 'working',
    says: '500 waiting, 40 in flight. 20 workers run.',
  },
  {
    name: 'the HPA is held back below the maximum',
    given: {
      fixture: 'limited-at-max',
      queue: { length: 100, inFlight: 40, arrivalPerSecond: 1 },
      ready: 20,
      change: ({ horizontalPodAutoscaler }) => {
        horizontalPodAutoscaler!.status!.conditions = [
          {
            type: 'ScalingLimited',
            status: 'True',
            reason: 'ScaleUpLimit',
          },
        ];
      },
    },
    state: 'steady',
    severity: 'working',
    says: '100 waiting, 40 in flight. 20 workers run.',
  },
  {
    name: 'an HPA of somebody’s own instead of a ScaledObject',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, inFlight: 20, arrivalPerSecond: 1 },
      ready: 10,
      objects: { scaledObjects: [] },
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting, 20 in flight. 10 workers run.',
  },
  {
    name: 'scale-out paused with more asked for than there is',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 80, inFlight: 20 },
      ready: 10,
      change: ({ scaledObject }) => {
        scaledObject.metadata!.annotations = {
          'autoscaling.keda.sh/paused-scale-out': 'true',
        };
      },
    },
    state: 'paused',
    severity: 'resting',
    says: 'Scale-out is paused: no worker is added, whatever waits. 80 waiting at 5 per worker asks for 16.',
    because:
      'The annotation autoscaling.keda.sh/paused-scale-out on ScaledObject redis-down says so.',
    advises: 'Remove the annotation to scale again.',
    command:
      'kubectl -n vectors annotate scaledobject redis-down autoscaling.keda.sh/paused-scale-out-',
    next: 'Nothing changes until scaling is resumed.',
    evidence: [
      'ScaledObject vectors/redis-down metadata.annotations[autoscaling.keda.sh/paused-scale-out] true',
    ],
  },
  {
    name: 'scale-out paused does not matter at the maximum',
    given: {
      fixture: 'limited-at-max',
      queue: { length: 500, inFlight: 40 },
      ready: 20,
      change: ({ scaledObject }) => {
        scaledObject.metadata!.annotations = {
          'autoscaling.keda.sh/paused-scale-out': 'true',
        };
      },
    },
    state: 'saturated',
    severity: 'warning',
    says: '500 waiting at 5 per worker asks for 100; the maximum is 20. All 20 run.',
    because: 'maxReplicaCount of ScaledObject up-pods20 is 20.',
    advises:
      'Raise maxReplicaCount if what is behind the workers can bear more, or make the tasks quicker.',
  },
  {
    name: 'scale-out paused does not matter while nothing waits',
    given: {
      fixture: 'zero-after-cooldown',
      change: ({ scaledObject }) => {
        scaledObject.metadata!.annotations = {
          'autoscaling.keda.sh/paused-scale-out': 'true',
        };
      },
    },
    state: 'idle',
    severity: 'resting',
    says: 'Nothing is waiting or running. No workers run. The last work was 57 s ago.',
    next: 'The next task starts a worker within 5 s.',
  },
  {
    name: 'as many as the minimum, whatever is asked for',
    given: {
      fixture: 'min-one-idle',
      queue: { length: 3, inFlight: 3, arrivalPerSecond: 1 },
      ready: 4,
      change: ({ deployment, scaledObject }) => {
        deployment.spec!.replicas = 4;
        scaledObject.spec!.minReplicaCount = 4;
      },
    },
    state: 'steady',
    severity: 'working',
    says: '3 waiting, 3 in flight. 4 workers run.',
  },
  {
    name: 'a maximum that was just raised, and an HPA that has not looked yet',
    given: {
      fixture: 'limited-at-max',
      queue: { length: 500, inFlight: 40 },
      ready: 20,
      change: ({ scaledObject }) => {
        scaledObject.spec!.maxReplicaCount = 150;
      },
    },
    state: 'scaling-out',
    severity: 'changing',
    says: '500 waiting at 5 per worker asks for 100. 20 workers run.',
    next: 'The HPA looks at the queue again within 15 s.',
    inSeconds: 15,
  },
  {
    name: 'scale-in paused does not matter while tasks run',
    given: {
      fixture: 'paused-scale-in',
      queue: { inFlight: 6, arrivalPerSecond: 1 },
      ready: 6,
      change: ({ scaledObject }) => {
        scaledObject.spec!.triggers!.push({ type: 'prometheus' });
      },
    },
    state: 'steady',
    severity: 'working',
    says: 'Nothing is waiting, 6 in flight. 6 workers run.',
  },
];
