import { HPA_SYNC_PERIOD } from '../../model';
import { KedaFacts } from '../facts';
import { Message } from '../messages';
import { duration, say } from '../say';
import { Finding, Scene } from './finding';
import {
  demandSentence,
  hpaEvidence,
  kubectl,
  neededWorkers,
  startingSentence,
  withNumbers,
  wakeNext,
  workersSentence,
  workSentence,
} from './phrases';

/** A worker that is not ready after this long will hardly become so. */
export const SLOW_START_SECONDS = 180;
/** Workers that take nothing for this long do not take anything. */
const IDLE_HANDS_SECONDS = 60;

/** Messages wait, and no worker runs. */
export function waitingAsleep(scene: Scene): Finding | undefined {
  const { waiting, workers } = scene;
  if (waiting === 0 || workers.current > 0) {
    return undefined;
  }
  if (workers.desired > 0) {
    return slowStart(scene) ?? starting(scene);
  }
  return workers.max === 0
    ? saturated(scene, 0)
    : belowActivation(scene) ?? waking(scene);
}

function starting(scene: Scene): Finding {
  const { workers } = scene;
  return withNumbers(scene, {
    state: workers.desired > 1 ? 'scaling-out' : 'waking',
    sentence: [demandSentence(scene), ...startingSentence(workers)],
    next: { message: say('diagnosis.next.ready') },
    evidence: hpaEvidence(workers, 'ScalingLimited'),
  });
}

function slowStart(scene: Scene): Finding | undefined {
  const { waiting, workers } = scene;
  const { startingFor, desired } = workers;
  if (startingFor === undefined || startingFor < SLOW_START_SECONDS) {
    return undefined;
  }
  return withNumbers(scene, {
    state: 'stalled',
    sentence: [
      say('diagnosis.stalled.starting', {
        waiting,
        count: desired,
        duration: duration(startingFor),
      }),
    ],
    cause: say('diagnosis.cause.notReady'),
    whatToDo: {
      message: say('diagnosis.advice.checkWorkers'),
      ...logs(scene),
    },
    next: { message: say('diagnosis.next.stays') },
    evidence: [],
  });
}

function belowActivation(scene: Scene): Finding | undefined {
  const { waiting, inFlight, workers } = scene;
  const { demand } = workers;
  if (!demand || demand.active || demand.activation <= 0) {
    return undefined;
  }
  const { activation } = demand;
  return withNumbers(scene, {
    state: 'below-activation',
    sentence: [
      workSentence(waiting, inFlight),
      say('diagnosis.belowActivation.sentence', { activation }),
    ],
    cause: say('diagnosis.cause.belowActivation', { activation }),
    whatToDo: { message: say('diagnosis.advice.lowerActivation') },
    next: { message: say('diagnosis.next.stays') },
    evidence: [],
  });
}

function waking(scene: Scene): Finding {
  const { facts, waiting, inFlight, workers } = scene;
  const { keda } = workers;
  const age = facts.queue.oldestAge;
  const known = Math.min(age ?? 0, keda?.age ?? Infinity);
  if (keda && age !== null && known > patience(keda)) {
    return withNumbers(scene, {
      state: 'stalled',
      sentence: [
        say('diagnosis.stalled.asleep', { waiting, duration: duration(age) }),
      ],
      cause: say('diagnosis.cause.kedaDidNotWake', {
        duration: duration(keda.pollingInterval),
      }),
      whatToDo: {
        message: say('diagnosis.advice.askKeda'),
        ...kubectl(workers, 'describe', 'scaledobject', keda.name),
      },
      next: { message: say('diagnosis.next.stays') },
      evidence: [],
    });
  }
  return withNumbers(scene, {
    state: 'waking',
    sentence: [workSentence(waiting, inFlight), ...workersSentence(workers)],
    next: keda && wakeNext(keda),
    evidence: [],
  });
}

/** After how long KEDA should have woken the workers, with time to spare. */
function patience({ pollingInterval }: KedaFacts): number {
  return 3 * pollingInterval + 15;
}

/** Messages wait, and workers run. */
export function waitingAwake(scene: Scene): Finding | undefined {
  const { waiting, workers } = scene;
  if (waiting === 0 || workers.current === 0) {
    return undefined;
  }
  return (
    idleHands(scene) ??
    (workers.current < workers.desired ? scalingOut(scene) : undefined) ??
    wantingMore(scene) ??
    enough(scene)
  );
}

/** Workers are ready, and leave what waits where it is. */
function idleHands(scene: Scene): Finding | undefined {
  const { facts, waiting, inFlight, workers } = scene;
  const { drain, oldestAge } = facts.queue;
  const takesNothing =
    inFlight === 0 && !drain && (workers.readyFor ?? 0) >= IDLE_HANDS_SECONDS;
  if (!takesNothing || oldestAge === null || oldestAge < IDLE_HANDS_SECONDS) {
    return undefined;
  }
  return withNumbers(scene, {
    state: 'stalled',
    sentence: [
      say('diagnosis.stalled.idleHands', {
        waiting,
        count: workers.current,
        duration: duration(oldestAge),
      }),
    ],
    cause: say('diagnosis.cause.notConsuming'),
    whatToDo: {
      message: say('diagnosis.advice.checkWorkers'),
      ...logs(scene),
    },
    next: { message: say('diagnosis.next.stays') },
    evidence: [],
  });
}

function scalingOut(scene: Scene): Finding {
  const { workers } = scene;
  return withNumbers(scene, {
    state: 'scaling-out',
    sentence: [demandSentence(scene), ...startingSentence(workers)],
    cause: isRateLimited(scene)
      ? say('diagnosis.cause.scaleUpLimit')
      : undefined,
    next: { message: say('diagnosis.next.ready') },
    evidence: hpaEvidence(workers, 'ScalingLimited'),
  });
}

/** All that were asked for run, and more are called for. */
function wantingMore(scene: Scene): Finding | undefined {
  const { workers } = scene;
  const { demand, desired, max } = workers;
  const callsForMore =
    demand !== undefined && !demand.withinTolerance && demand.wanted > desired;
  if (max !== null && desired >= max && (callsForMore || isAtMaximum(scene))) {
    return saturated(scene, max);
  }
  if (!callsForMore) {
    return undefined;
  }
  return withNumbers(scene, {
    state: isRateLimited(scene) ? 'limited' : 'scaling-out',
    sentence: [demandSentence(scene), ...workersSentence(workers)],
    ...(isRateLimited(scene)
      ? {
          cause: say('diagnosis.cause.scaleUpLimit'),
          whatToDo: { message: say('diagnosis.advice.loosenPolicy') },
        }
      : undefined),
    next: {
      message: say('diagnosis.next.hpaLooks', {
        duration: duration(HPA_SYNC_PERIOD),
      }),
      inSeconds: HPA_SYNC_PERIOD,
    },
    evidence: hpaEvidence(workers, 'ScalingLimited'),
  });
}

function saturated(scene: Scene, max: number): Finding {
  const { workers } = scene;
  return withNumbers(scene, {
    state: 'saturated',
    sentence: [
      demandSentence(scene),
      max === 0
        ? say('diagnosis.workers.none')
        : say('diagnosis.workers.allRun', { count: workers.current }),
      ...doneIn(scene),
    ],
    cause: workers.keda
      ? say('diagnosis.cause.saturated', {
          scaledObject: workers.keda.name,
          max,
        })
      : undefined,
    whatToDo: { message: say('diagnosis.advice.raiseMaximum') },
    next: drained(scene),
    evidence: hpaEvidence(workers, 'ScalingLimited'),
  });
}

/** The workers there are will do. */
function enough(scene: Scene): Finding {
  const { facts, waiting, inFlight, workers } = scene;
  const draining =
    neededWorkers(workers) < workers.desired || facts.queue.arrival === 0;
  return withNumbers(scene, {
    state: draining ? 'draining' : 'steady',
    sentence: [
      workSentence(waiting, inFlight),
      ...workersSentence(workers),
      ...doneIn(scene),
    ],
    next: drained(scene),
    evidence: hpaEvidence(workers, 'ScalingLimited'),
  });
}

function isAtMaximum({ workers }: Scene): boolean {
  const limited = workers.hpa?.scalingLimited;
  return limited?.status === 'True' && limited.reason === 'TooManyReplicas';
}

function isRateLimited({ workers }: Scene): boolean {
  const limited = workers.hpa?.scalingLimited;
  return limited?.status === 'True' && limited.reason === 'ScaleUpLimit';
}

function doneIn({ facts }: Scene): readonly Message[] {
  const { secondsUntilDone } = facts.queue;
  return secondsUntilDone
    ? [say('diagnosis.work.doneIn', { duration: duration(secondsUntilDone) })]
    : [];
}

function drained({ facts }: Scene): Finding['next'] {
  const { secondsToDrain } = facts.queue;
  return secondsToDrain
    ? {
        message: say('diagnosis.next.drained', {
          duration: duration(secondsToDrain),
        }),
        inSeconds: secondsToDrain,
      }
    : undefined;
}

function logs({ workers }: Scene) {
  return workers.group.name
    ? kubectl(workers, 'logs', `deployment/${workers.group.name}`)
    : undefined;
}
