import { conditionEvidence, fitToShow, nameObject } from '../evidence';
import { Facts, KedaFacts, WorkerFacts } from '../facts';
import { Message } from '../messages';
import { say } from '../say';
import { Evidence } from '../types';
import { Finding, Scene } from './finding';
import {
  kubectl,
  TRIGGER_DOCUMENTATION,
  withNumbers,
  workersSentence,
  workSentence,
} from './phrases';

const INSTALL_DOCUMENTATION = 'https://keda.sh/docs/latest/deploy/';

/** KEDA needs this long to make up its mind about a new ScaledObject. */
const SETTLING_SECONDS = 60;

/** Nothing scales the workers, because there is no KEDA or no ScaledObject. */
export function notScaled(scene: Scene): Finding | undefined {
  const { workers, waiting, inFlight } = scene;
  const { keda, hpa, unknownKinds, desired, group } = workers;
  if (unknownKinds.scaledObjects?.unknown === 'not-served') {
    return withNumbers(scene, {
      state: 'keda-missing',
      sentence: [
        say('diagnosis.kedaMissing.sentence'),
        ...workersSentence(workers),
        workSentence(waiting, inFlight),
      ],
      whatToDo: {
        message: say('diagnosis.advice.installKeda'),
        link: INSTALL_DOCUMENTATION,
      },
      next: { message: say('diagnosis.next.stays') },
      evidence: [
        { object: 'cluster', field: 'keda.sh/v1alpha1', value: 'not served' },
      ],
    });
  }
  if (keda || hpa || unknownKinds.scaledObjects) {
    return undefined;
  }
  return withNumbers(scene, {
    state: 'not-autoscaled',
    severity: desired === 0 && waiting > 0 ? 'trouble' : undefined,
    sentence: [
      say('diagnosis.workers.fixed', { count: desired }),
      workSentence(waiting, inFlight),
    ],
    cause: say('diagnosis.cause.fixed', { deployment: group.name ?? '' }),
    whatToDo: {
      message: say('diagnosis.advice.addScaledObject', { key: group.key }),
      link: TRIGGER_DOCUMENTATION,
    },
    next: { message: say('diagnosis.next.stays') },
    evidence: [],
  });
}

/** KEDA does not take the ScaledObject. */
export function notAccepted(scene: Scene): Finding | undefined {
  const { workers, waiting, inFlight } = scene;
  const { keda } = workers;
  if (!keda || !isRefused(keda)) {
    return undefined;
  }
  return withNumbers(scene, {
    state: 'scaled-object-invalid',
    sentence: [
      say('diagnosis.invalid.sentence', { scaledObject: keda.name }),
      ...workersSentence(workers),
      workSentence(waiting, inFlight),
    ],
    cause: say('diagnosis.cause.invalid'),
    whatToDo: {
      message: say('diagnosis.advice.fixTrigger'),
      link: TRIGGER_DOCUMENTATION,
      ...kubectl(workers, 'describe', 'scaledobject', keda.name),
    },
    next: { message: say('diagnosis.next.stays') },
    evidence: conditionEvidence('ScaledObject', keda.object, 'Ready'),
  });
}

function isRefused({ ready, age }: KedaFacts): boolean {
  switch (ready?.status) {
    case 'False':
      return ready.reason !== 'TriggerError' && !isHindered(ready);
    case 'Unknown':
      return (
        ready.reason !== 'PartialTriggerError' && (age ?? 0) > SETTLING_SECONDS
      );
    default:
      return false;
  }
}

/** KEDA took the ScaledObject, and cannot do what it asks for. */
export function hindered(scene: Scene): Finding | undefined {
  const { workers, waiting, inFlight } = scene;
  const { keda } = workers;
  if (!keda || !isHindered(keda.ready)) {
    return undefined;
  }
  return withNumbers(scene, {
    state: 'unable-to-scale',
    sentence: [
      say('diagnosis.unableToScale.keda'),
      ...workersSentence(workers),
      workSentence(waiting, inFlight),
    ],
    cause: say('diagnosis.cause.kedaUnableToScale'),
    whatToDo: {
      message: say('diagnosis.advice.readRefusal'),
      ...kubectl(workers, 'describe', 'scaledobject', keda.name),
    },
    next: { message: say('diagnosis.next.stays') },
    evidence: conditionEvidence('ScaledObject', keda.object, 'Ready'),
  });
}

/**
 * When it can read no scale, KEDA says so; when it can write none, from 2.21 on.
 *
 * @see KEDA's pkg/scaling/executor/scale_scaledobjects.go, RequestScale
 */
function isHindered(ready: KedaFacts['ready']): boolean {
  return (
    ready?.status === 'False' &&
    (ready.reason === 'ErrorScalingTarget' ||
      ready.reason === 'ErrorGettingCurrentReplicas')
  );
}

/** KEDA looks somewhere else than where the work is. */
export function wrongList(scene: Scene): Finding | undefined {
  const { facts, workers, waiting } = scene;
  const { keda, group, desired, current } = workers;
  const { watches } = group;
  // Triggers that are not Redis lists may well follow the queue.
  if (!keda || watches.some(({ of, key }) => of === 'other' && !key)) {
    return undefined;
  }
  if (!watches.some(({ of }) => of === 'waiting')) {
    return withNumbers(scene, {
      state: 'wrong-list',
      severity: waiting > 0 ? undefined : 'warning',
      sentence: [
        say('diagnosis.wrongList.sentence', {
          scaledObject: keda.name,
          queue: facts.queue.name,
        }),
        ...workersSentence(workers),
        workSentence(waiting, scene.inFlight),
      ],
      cause: say('diagnosis.cause.wrongList', {
        watched:
          watches.map(({ key }) => fitToShow(key ?? '')).join(', ') || '–',
        key: group.key,
      }),
      whatToDo: {
        message: say('diagnosis.advice.fixList', { key: group.key }),
        link: TRIGGER_DOCUMENTATION,
        ...kubectl(workers, 'edit', 'scaledobject', keda.name),
      },
      next: { message: say('diagnosis.next.stays') },
      evidence: watchEvidence(scene, keda),
    });
  }
  const unwatched = waitingUnwatched(facts, workers);
  if (
    unwatched > 0 &&
    unwatched === waiting &&
    desired === 0 &&
    current === 0
  ) {
    return withNumbers(scene, {
      state: 'wrong-list',
      sentence: [
        workSentence(waiting, scene.inFlight),
        say('diagnosis.wrongList.priorities', { scaledObject: keda.name }),
      ],
      whatToDo: {
        message: say('diagnosis.advice.watchPriorities'),
        link: TRIGGER_DOCUMENTATION,
        ...kubectl(workers, 'edit', 'scaledobject', keda.name),
      },
      next: { message: say('diagnosis.next.stays') },
      evidence: watchEvidence(scene, keda),
    });
  }
  return undefined;
}

/** Messages in priority lists that no trigger watches. */
function waitingUnwatched({ queue }: Facts, { group }: WorkerFacts): number {
  const watched = group.watches.flatMap(watch =>
    watch.of === 'waiting' ? [String(watch.priorityStep)] : [],
  );
  return Object.entries(queue.byPriority)
    .filter(([step]) => !watched.includes(step))
    .reduce((sum, [, length]) => sum + length, 0);
}

/** Messages that scaling overlooks are worth a note beside any finding. */
export function priorityNotes(
  facts: Facts,
  workers: WorkerFacts,
): readonly Message[] {
  const overlooked = workers.keda ? waitingUnwatched(facts, workers) : 0;
  return overlooked > 0
    ? [say('diagnosis.note.prioritiesNotWatched', { waiting: overlooked })]
    : [];
}

function watchEvidence({ workers }: Scene, keda: KedaFacts): Evidence[] {
  const object = nameObject('ScaledObject', keda.object);
  return workers.group.watches.map((watch, index) => ({
    object,
    field: `spec.triggers[${index}].metadata.listName`,
    value: watch.key === undefined ? null : fitToShow(watch.key),
  }));
}
