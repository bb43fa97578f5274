import { text } from '../../workers/read';
import { nameObject } from '../evidence';
import { KedaFacts } from '../facts';
import { Message } from '../messages';
import { duration, say } from '../say';
import { Evidence, NextStep } from '../types';
import { Finding, Scene } from './finding';
import { hpaEvidence, withNumbers } from './phrases';

/**
 * Nothing waits and nothing is in flight: the workers rest, or are on their
 * way to it. What KEDA calls inactive does not tell: it says so of a broker
 * that it cannot read as well.
 */
export function nothingLeft(scene: Scene): Finding | undefined {
  const { waiting, inFlight, workers } = scene;
  if (waiting !== 0 || inFlight !== 0) {
    return undefined;
  }
  if (workers.desired > resting(scene)) {
    return workers.keda?.pausing.forceActivation
      ? keptByForce(scene)
      : coolingDown(scene);
  }
  return workers.current > workers.desired ? stopping(scene) : idle(scene);
}

/** The fewest workers that stay. */
function resting({ workers }: Scene): number {
  return workers.min ?? 0;
}

function idle(scene: Scene): Finding {
  const { workers } = scene;
  const { desired, keda } = workers;
  return withNumbers(scene, {
    state: 'idle',
    sentence: [
      say('diagnosis.work.none'),
      desired === 0
        ? say('diagnosis.workers.none')
        : say('diagnosis.workers.kept', { count: desired }),
      ...lastWork(keda),
    ],
    next:
      desired === 0 && keda
        ? {
            message: say('diagnosis.next.idle', {
              duration: duration(keda.pollingInterval),
            }),
          }
        : undefined,
    evidence: lastActiveEvidence(keda),
  });
}

function keptByForce(scene: Scene): Finding {
  const { workers } = scene;
  return withNumbers(scene, {
    state: 'idle',
    sentence: [
      say('diagnosis.work.none'),
      say('diagnosis.workers.forced', { count: workers.desired }),
      ...lastWork(workers.keda),
    ],
    evidence: [],
  });
}

function stopping(scene: Scene): Finding {
  const { current, desired, keda } = scene.workers;
  return withNumbers(scene, {
    state: 'cooling-down',
    sentence: [
      say('diagnosis.work.none'),
      say('diagnosis.workers.stopping', { count: current - desired }),
    ],
    evidence: lastActiveEvidence(keda),
  });
}

function coolingDown(scene: Scene): Finding {
  const { workers } = scene;
  const { desired, keda, hpa } = workers;
  const excess = desired - resting(scene);
  const held = hpa?.ableToScale?.reason === 'ScaleDownStabilized';
  const removing =
    keda && resting(scene) === 0 ? removal(keda, excess) : undefined;
  return withNumbers(scene, {
    state: 'cooling-down',
    sentence: [
      say('diagnosis.work.none'),
      say('diagnosis.workers.noLongerNeeded', { count: excess }),
    ],
    cause: held ? say('diagnosis.cause.scaleDownWindow') : removing?.cause,
    next: removing?.next ?? { message: say('diagnosis.next.scaleIn') },
    evidence: [
      ...lastActiveEvidence(keda),
      ...hpaEvidence(workers, 'AbleToScale'),
    ],
  });
}

/** KEDA goes to zero in one step, whatever the HPA still holds. */
function removal(
  keda: KedaFacts,
  count: number,
): { next: NextStep; cause: Message } {
  const { cooldown, pollingInterval, lastActive, age } = keda;
  const left = Math.max(0, cooldown - (lastActive ?? age ?? 0));
  return {
    next: {
      message: removalMessage(left, pollingInterval, count),
      inSeconds: Math.ceil(left + pollingInterval),
    },
    cause: say('diagnosis.cause.cooldown', { duration: duration(cooldown) }),
  };
}

function removalMessage(
  left: number,
  pollingInterval: number,
  count: number,
): Message {
  if (left < 1) {
    return say('diagnosis.next.removeAtPoll', {
      duration: duration(pollingInterval),
    });
  }
  return count === 1
    ? say('diagnosis.next.removeLast', { duration: duration(left) })
    : say('diagnosis.next.removeAll', { count, duration: duration(left) });
}

function lastWork(keda: KedaFacts | undefined): readonly Message[] {
  return keda?.lastActive === undefined
    ? []
    : [say('diagnosis.work.last', { duration: duration(keda.lastActive) })];
}

function lastActiveEvidence(keda: KedaFacts | undefined): Evidence[] {
  return keda
    ? [
        {
          object: nameObject('ScaledObject', keda.object),
          field: 'status.lastActiveTime',
          value: text(keda.object.status?.lastActiveTime) ?? null,
        },
      ]
    : [];
}
