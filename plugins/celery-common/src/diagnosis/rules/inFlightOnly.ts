import { ANNOTATION_FORCE_ACTIVATION } from '../../model';
import { Message } from '../messages';
import { isQuiet } from '../quiet';
import { say } from '../say';
import { Finding, Scene } from './finding';
import {
  hpaEvidence,
  kubectl,
  neededWorkers,
  startingSentence,
  TRIGGER_DOCUMENTATION,
  wakeNext,
  withNumbers,
  workersSentence,
  workSentence,
} from './phrases';

/** Nothing waits, but messages are in flight: who has them? */
export function inFlightOnly(scene: Scene): Finding | undefined {
  const { waiting, inFlight, workers } = scene;
  if (waiting !== 0 || !inFlight) {
    return undefined;
  }
  if (workers.current > 0) {
    return scheduled(scene, inFlight) ?? working(scene, inFlight);
  }
  if (workers.desired > 0) {
    return starting(scene, inFlight);
  }
  return workers.stopping > 0
    ? finishing(scene, inFlight)
    : left(scene, inFlight);
}

/** No worker has them. */
function left(scene: Scene, inFlight: number): Finding {
  const { workers } = scene;
  const { keda, group } = workers;
  const work = workSentence(0, inFlight);
  if (!keda) {
    return withNumbers(scene, {
      state: 'unknown',
      sentence: [
        work,
        say('diagnosis.workers.none'),
        say('diagnosis.workersUnknown.wake'),
      ],
      evidence: [],
    });
  }
  if (group.watches.some(({ of }) => of.startsWith('in-flight'))) {
    return withNumbers(scene, {
      state: 'waking',
      sentence: [work, say('diagnosis.workers.none')],
      next: wakeNext(keda),
      evidence: [],
    });
  }
  return withNumbers(scene, {
    state: 'stranded',
    sentence: [say('diagnosis.stranded.sentence', { count: inFlight })],
    cause: say('diagnosis.cause.strandedUnwatched'),
    whatToDo: {
      message: say('diagnosis.advice.startOne'),
      link: TRIGGER_DOCUMENTATION,
      ...kubectl(
        workers,
        'annotate',
        'scaledobject',
        keda.name,
        `${ANNOTATION_FORCE_ACTIVATION}=true`,
      ),
    },
    next: { message: say('diagnosis.next.stranded') },
    evidence: [],
  });
}

/** The last workers were told to stop and still finish what they have. */
function finishing(scene: Scene, inFlight: number): Finding {
  return withNumbers(scene, {
    state: 'draining',
    sentence: [
      workSentence(0, inFlight),
      say('diagnosis.workers.stopping', { count: scene.workers.stopping }),
    ],
    evidence: [],
  });
}

function starting(scene: Scene, inFlight: number): Finding {
  return withNumbers(scene, {
    state: 'waking',
    sentence: [workSentence(0, inFlight), ...startingSentence(scene.workers)],
    next: { message: say('diagnosis.next.ready') },
    evidence: [],
  });
}

function scheduled(scene: Scene, inFlight: number): Finding | undefined {
  const { facts, workers } = scene;
  if (facts.queue.scheduled !== inFlight) {
    return undefined;
  }
  return withNumbers(scene, {
    state: 'scheduled',
    sentence: [
      say('diagnosis.work.scheduled', { count: inFlight }),
      ...workersSentence(workers),
    ],
    evidence: [
      {
        object: `queue ${facts.queue.name}`,
        field: 'scheduled',
        value: inFlight,
      },
    ],
  });
}

function working(scene: Scene, inFlight: number): Finding {
  const { workers, facts } = scene;
  const { desired } = workers;
  const needed = neededWorkers(workers);
  const tooMany = needed < desired;
  const { arrival, newestInFlightAge } = facts.queue;
  const emptying = isQuiet(arrival, newestInFlightAge);
  if (!tooMany && !emptying) {
    return withNumbers(scene, {
      state: 'steady',
      sentence: [workSentence(0, inFlight), ...workersSentence(workers)],
      ...moreThanTheyRun(scene, inFlight),
      evidence: [],
    });
  }
  return withNumbers(scene, {
    state: 'draining',
    sentence: [
      workSentence(0, inFlight),
      ...(tooMany
        ? [say('diagnosis.workers.needed', { count: needed, desired })]
        : workersSentence(workers)),
    ],
    ...moreThanTheyRun(scene, inFlight),
    next: tooMany ? { message: say('diagnosis.next.scaleIn') } : undefined,
    evidence: hpaEvidence(workers, 'AbleToScale'),
  });
}

/** More in flight than the workers have hands for is worth an explanation. */
function moreThanTheyRun(
  scene: Scene,
  inFlight: number,
): { cause: Message } | undefined {
  const { current, demand } = scene.workers;
  return demand?.tasksPerWorker && inFlight > current * demand.tasksPerWorker
    ? {
        cause: say('diagnosis.cause.moreThanTheyRun', {
          target: demand.tasksPerWorker,
        }),
      }
    : undefined;
}
