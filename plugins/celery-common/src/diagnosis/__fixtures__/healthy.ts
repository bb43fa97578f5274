import { Situation } from './situation';

/** Nothing is wrong: the workers rest, work, or are on their way to either. */
export const healthy: readonly Situation[] = [
  {
    name: 'never active, no HPA condition yet',
    given: { fixture: 'zero-never-active' },
    state: 'idle',
    severity: 'resting',
    says: 'Nothing is waiting or running. No workers run.',
    next: 'The next task starts a worker within 5 s.',
  },
  {
    name: 'at zero after work: ScalingDisabled is healthy',
    given: { fixture: 'zero-after-cooldown', secondsLater: 7200 },
    state: 'idle',
    severity: 'resting',
    says: 'Nothing is waiting or running. No workers run. The last work was 2 h ago.',
    next: 'The next task starts a worker within 5 s.',
    evidence: [
      'ScaledObject vectors/seed-burst status.lastActiveTime 2026-11-24T19:38:47Z',
    ],
  },
  {
    name: 'at a minimum of one',
    given: { fixture: 'min-one-idle', ready: 1 },
    state: 'idle',
    severity: 'resting',
    says: 'Nothing is waiting or running. 1 worker is kept ready, the minimum.',
  },
  {
    name: 'kept awake by force-activation',
    given: { fixture: 'force-activation', ready: 1 },
    state: 'idle',
    severity: 'resting',
    says: 'Nothing is waiting or running. 1 worker is kept ready by force-activation. The last work was 1 s ago.',
  },
  {
    name: 'the first tasks at zero',
    given: { fixture: 'zero-after-cooldown', queue: { length: 3 } },
    state: 'waking',
    severity: 'changing',
    says: '3 waiting. No workers run.',
    next: 'KEDA starts the first worker within 5 s.',
    inSeconds: 5,
  },
  {
    name: 'the first worker on its way',
    given: {
      fixture: 'cooldown-one-replica',
      queue: { length: 3 },
      ready: 0,
    },
    state: 'waking',
    severity: 'changing',
    says: '3 waiting at 5 per worker asks for 1. 1 worker is starting.',
    next: 'Workers take tasks as soon as they are ready.',
  },
  {
    name: 'work in flight at zero, and a trigger that sees it',
    given: {
      fixture: 'formula-active-list-empty',
      queue: { inFlight: 4 },
      change: ({ deployment }) => {
        deployment.spec!.replicas = 0;
        deployment.status = {};
      },
    },
    state: 'waking',
    severity: 'changing',
    says: 'Nothing is waiting, 4 in flight. No workers run.',
    next: 'KEDA starts the first worker within 5 s.',
    inSeconds: 5,
  },
  {
    name: 'work in flight and a worker on its way',
    given: { fixture: 'stranded-woken', queue: { inFlight: 3 } },
    state: 'waking',
    severity: 'changing',
    says: 'Nothing is waiting, 3 in flight. 1 worker is starting.',
    next: 'Workers take tasks as soon as they are ready.',
  },
  {
    name: 'a burst that asks for more than the maximum',
    given: {
      fixture: 'formula-active-list-empty',
      queue: { length: 98, inFlight: 4, oldestAgeSeconds: 41 },
      ready: 4,
    },
    state: 'scaling-out',
    severity: 'changing',
    says: '98 waiting + 4 running at 2 per worker asks for 51; the maximum is 20. 16 workers are starting.',
    next: 'Workers take tasks as soon as they are ready.',
  },
  {
    name: 'a burst under a policy, none ready yet',
    given: { fixture: 'scaling-up-active', queue: { length: 100 } },
    state: 'scaling-out',
    severity: 'changing',
    says: '100 waiting at 5 per worker asks for 20. 16 workers are starting.',
    next: 'Workers take tasks as soon as they are ready.',
  },
  {
    name: 'a burst under a policy, some ready',
    given: { fixture: 'scaling-up-active', queue: { length: 100 }, ready: 8 },
    state: 'scaling-out',
    severity: 'changing',
    says: '100 waiting at 5 per worker asks for 20. 8 workers are starting.',
    because:
      'The HPA’s scale-up policy lets it add only so many workers at a time.',
    next: 'Workers take tasks as soon as they are ready.',
  },
  {
    name: 'more asked for than the HPA has seen',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 80, inFlight: 10 },
      ready: 10,
    },
    state: 'scaling-out',
    severity: 'changing',
    says: '80 waiting at 5 per worker asks for 16. 10 workers run.',
    next: 'The HPA looks at the queue again within 15 s.',
    inSeconds: 15,
  },
  {
    name: 'as many workers as are asked for',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, inFlight: 20, arrivalPerSecond: 2 },
      ready: 10,
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting, 20 in flight. 10 workers run.',
  },
  {
    name: 'at the maximum, which is enough',
    given: {
      fixture: 'active-at-max-count',
      queue: { length: 100, inFlight: 40, arrivalPerSecond: 3 },
      ready: 20,
    },
    state: 'steady',
    severity: 'working',
    says: '100 waiting, 40 in flight. 20 workers run.',
  },
  {
    name: 'nothing waiting, everybody at work',
    given: {
      fixture: 'formula-active-list-empty',
      queue: { inFlight: 40, arrivalPerSecond: 4 },
      ready: 20,
    },
    state: 'steady',
    severity: 'working',
    says: 'Nothing is waiting, 40 in flight. 20 workers run.',
  },
  {
    name: 'one worker kept for what is in flight',
    given: { fixture: 'keepalive-held', queue: { inFlight: 16 }, ready: 1 },
    state: 'steady',
    severity: 'working',
    says: 'Nothing is waiting, 16 in flight. 1 worker runs.',
    because:
      'More is in flight than the running workers are meant for, 5 each: the rest is held for its time, or was left by a worker that died and comes back after the visibility timeout.',
  },
  {
    name: 'a backlog that nothing is added to',
    given: {
      fixture: 'active-at-max-count',
      queue: {
        length: 96,
        inFlight: 40,
        arrivalPerSecond: 0,
        drainPerSecond: 1.6,
        secondsToDrain: 60,
      },
      ready: 20,
    },
    state: 'draining',
    severity: 'changing',
    says: '96 waiting, 40 in flight. 20 workers run. Done in about 85 s at this rate.',
    next: 'The queue is empty in about 60 s.',
    inSeconds: 60,
  },
  {
    name: 'an empty list and work in flight: no trigger is active, KEDA is',
    given: {
      fixture: 'formula-active-list-empty',
      queue: { inFlight: 20 },
      ready: 20,
    },
    state: 'draining',
    severity: 'changing',
    says: 'Nothing is waiting, 20 in flight. 10 workers of 20 are still needed.',
    next: 'The HPA removes the workers that are not needed once its scale-down window allows.',
    evidence: [
      'HorizontalPodAutoscaler vectors/keda-hpa-list-plus-unacked status.conditions[AbleToScale] True ScaleDownStabilized: recent recommendations were higher than current one, applying the highest recent recommendation',
    ],
  },
  {
    name: 'the last tasks, and nothing more comes',
    given: {
      fixture: 'formula-active-list-empty',
      queue: { inFlight: 40, arrivalPerSecond: 0 },
      ready: 20,
    },
    state: 'draining',
    severity: 'changing',
    says: 'Nothing is waiting, 40 in flight. 20 workers run.',
  },
  {
    name: 'a last task that was taken before anybody saw it wait',
    given: {
      fixture: 'formula-active-list-empty',
      queue: { inFlight: 40, newestInFlightAgeSeconds: 31 },
      ready: 20,
    },
    state: 'draining',
    severity: 'changing',
    says: 'Nothing is waiting, 40 in flight. 20 workers run.',
  },
  {
    name: 'the last workers finish what they have',
    given: {
      fixture: 'zero-after-cooldown',
      queue: { inFlight: 2 },
      pods: [
        {
          metadata: {
            name: 'seed-burst-1',
            deletionTimestamp: '2026-11-24T19:39:00Z',
          },
        },
      ],
    },
    state: 'draining',
    severity: 'changing',
    says: 'Nothing is waiting, 2 in flight. 1 worker is stopping.',
  },
  {
    name: 'cooling down from twenty',
    given: { fixture: 'cooldown-scaler-inactive', ready: 20 },
    state: 'cooling-down',
    severity: 'changing',
    says: 'Nothing is waiting or running. 20 workers are no longer needed.',
    because:
      'The HPA keeps to the most workers that it asked for within its window.',
    next: 'KEDA removes all 20 workers in 13 s unless work arrives.',
    inSeconds: 18,
  },
  {
    name: 'cooling down from the last one',
    given: { fixture: 'cooldown-one-replica', ready: 1 },
    state: 'cooling-down',
    severity: 'changing',
    says: 'Nothing is waiting or running. 1 worker is no longer needed.',
    because:
      'KEDA waits 5 min after the last work before it removes the workers.',
    next: 'KEDA removes the last worker in 68 s unless work arrives.',
    inSeconds: 73,
  },
  {
    name: 'the cooldown has passed',
    given: { fixture: 'cooldown-one-replica', ready: 1, secondsLater: 68 },
    state: 'cooling-down',
    severity: 'changing',
    says: 'Nothing is waiting or running. 1 worker is no longer needed.',
    because:
      'KEDA waits 5 min after the last work before it removes the workers.',
    next: 'KEDA removes the workers at its next poll, within 5 s, unless work arrives.',
    inSeconds: 5,
  },
  {
    name: 'more than the minimum, which only the HPA takes back',
    given: {
      fixture: 'min-one-idle',
      ready: 4,
      change: ({ deployment }) => {
        deployment.spec!.replicas = 4;
      },
    },
    state: 'cooling-down',
    severity: 'changing',
    says: 'Nothing is waiting or running. 3 workers are no longer needed.',
    because:
      'The HPA keeps to the most workers that it asked for within its window.',
    next: 'The HPA removes the workers that are not needed once its scale-down window allows.',
  },
  {
    name: 'stopping',
    given: { fixture: 'zero-after-cooldown', ready: 3 },
    state: 'cooling-down',
    severity: 'changing',
    says: 'Nothing is waiting or running. 3 workers are stopping.',
  },
  {
    name: 'tasks that wait for their time',
    given: {
      fixture: 'keepalive-held',
      queue: { inFlight: 16, scheduled: 16 },
      ready: 1,
    },
    state: 'scheduled',
    severity: 'resting',
    says: '16 tasks wait for their time. 1 worker runs.',
    evidence: ['queue q scheduled 16'],
  },
  {
    name: 'paused',
    given: { fixture: 'paused', ready: 6 },
    state: 'paused',
    severity: 'resting',
    says: 'Scaling is paused: 6 workers stay, whatever waits. Nothing is waiting or running.',
    because:
      'The annotation autoscaling.keda.sh/paused on ScaledObject paused says so.',
    advises: 'Remove the annotation to scale again.',
    command:
      'kubectl -n vectors annotate scaledobject paused autoscaling.keda.sh/paused-',
    next: 'Nothing changes until scaling is resumed.',
  },
  {
    name: 'paused at a number of workers',
    given: {
      fixture: 'paused-replicas',
      queue: { length: 40, inFlight: 3 },
      ready: 3,
    },
    state: 'paused',
    severity: 'resting',
    says: 'Scaling is paused: 3 workers stay, whatever waits. 40 waiting, 3 in flight.',
    because:
      'The annotation autoscaling.keda.sh/paused-replicas on ScaledObject paused-replicas says so.',
    advises: 'Remove the annotation to scale again.',
    command:
      'kubectl -n vectors annotate scaledobject paused-replicas autoscaling.keda.sh/paused-replicas-',
    next: 'Nothing changes until scaling is resumed.',
  },
  {
    name: 'scale-in paused, and there is nothing to do',
    given: { fixture: 'paused-scale-in', ready: 6 },
    state: 'paused',
    severity: 'resting',
    says: 'Scale-in is paused: no worker is removed, whatever is left to do. Nothing is waiting or running.',
    because:
      'The annotation autoscaling.keda.sh/paused-scale-in on ScaledObject paused-scale-in says so.',
    advises: 'Remove the annotation to scale again.',
    command:
      'kubectl -n vectors annotate scaledobject paused-scale-in autoscaling.keda.sh/paused-scale-in-',
    next: 'Nothing changes until scaling is resumed.',
  },
  {
    name: 'fewer workers than before, and the rest are on their way out',
    given: {
      fixture: 'before-redis-down',
      queue: { length: 50, inFlight: 20, arrivalPerSecond: 2 },
      ready: 12,
    },
    state: 'steady',
    severity: 'working',
    says: '50 waiting, 20 in flight. 12 workers run. 2 workers are stopping.',
  },
  {
    name: 'scale-in paused does not matter while there is work',
    given: {
      fixture: 'paused-scale-in',
      queue: { length: 30, inFlight: 6, arrivalPerSecond: 1 },
      ready: 6,
    },
    state: 'steady',
    severity: 'working',
    says: '30 waiting, 6 in flight. 6 workers run.',
  },
];
