import {
  ANNOTATION_PAUSED,
  ANNOTATION_PAUSED_REPLICAS,
  ANNOTATION_PAUSED_SCALE_IN,
  ANNOTATION_PAUSED_SCALE_OUT,
} from '../../model';
import { nameObject } from '../evidence';
import { KedaFacts } from '../facts';
import { Message } from '../messages';
import { say } from '../say';
import { Evidence } from '../types';
import { CountedWorkers, Finding, Scene } from './finding';
import { demandSentence, kubectl, withNumbers, workSentence } from './phrases';

const PAUSING_DOCUMENTATION =
  'https://keda.sh/docs/latest/concepts/scaling-deployments/#pausing-autoscaling';

/**
 * Somebody paused scaling. It comes before every condition: KEDA leaves them
 * as they were.
 */
export function paused(scene: Scene): Finding | undefined {
  const { workers, waiting, inFlight } = scene;
  const { keda } = workers;
  if (!keda?.pausing.paused) {
    return undefined;
  }
  return pausedFinding(scene, keda, {
    by: annotationsOf(keda, [ANNOTATION_PAUSED_REPLICAS, ANNOTATION_PAUSED]),
    sentence: [
      say('diagnosis.paused.stay', {
        count: keda.pausing.replicas ?? workers.desired,
      }),
      workSentence(waiting, inFlight),
    ],
  });
}

/** Somebody forbade one direction, and it is the one that is called for. */
export function pausedOneWay(scene: Scene): Finding | undefined {
  const { workers, waiting, inFlight } = scene;
  const { keda, demand, desired, min, max } = workers;
  if (!keda) {
    return undefined;
  }
  const most = max ?? Infinity;
  const wantsMore =
    desired === 0
      ? waiting > 0
      : demand !== undefined &&
        !demand.withinTolerance &&
        Math.min(demand.wanted, most) > desired;
  if (keda.pausing.scaleOut && wantsMore) {
    return pausedFinding(scene, keda, {
      by: annotationsOf(keda, [ANNOTATION_PAUSED_SCALE_OUT]),
      sentence: [say('diagnosis.paused.scaleOut'), demandSentence(scene)],
    });
  }
  const wantsNone = waiting === 0 && inFlight === 0 && desired > (min ?? 0);
  if (keda.pausing.scaleIn && wantsNone) {
    return pausedFinding(scene, keda, {
      by: annotationsOf(keda, [ANNOTATION_PAUSED_SCALE_IN]),
      sentence: [
        say('diagnosis.paused.scaleIn'),
        workSentence(waiting, inFlight),
      ],
    });
  }
  return undefined;
}

function pausedFinding(
  scene: Scene,
  keda: KedaFacts,
  { by, sentence }: { by: readonly string[]; sentence: readonly Message[] },
): Finding {
  const { workers, waiting } = scene;
  return withNumbers(scene, {
    state: 'paused',
    severity: isWorkLeftLying(waiting, workers) ? 'warning' : undefined,
    sentence,
    cause: say('diagnosis.cause.pausedBy', {
      annotation: by.join(', '),
      scaledObject: keda.name,
    }),
    whatToDo: {
      message: say('diagnosis.advice.resume'),
      link: PAUSING_DOCUMENTATION,
      ...kubectl(
        workers,
        'annotate',
        'scaledobject',
        keda.name,
        ...by.map(annotation => `${annotation}-`),
      ),
    },
    next: { message: say('diagnosis.next.resumed') },
    evidence: [
      ...by.map(
        (annotation): Evidence => ({
          object: nameObject('ScaledObject', keda.object),
          field: `metadata.annotations[${annotation}]`,
          value: keda.object.metadata?.annotations?.[annotation] ?? null,
        }),
      ),
    ],
  });
}

function isWorkLeftLying(waiting: number, workers: CountedWorkers): boolean {
  return waiting > 0 && workers.desired === 0;
}

function annotationsOf(
  keda: KedaFacts,
  names: readonly string[],
): readonly string[] {
  return names.filter(
    name => typeof keda.object.metadata?.annotations?.[name] === 'string',
  );
}
