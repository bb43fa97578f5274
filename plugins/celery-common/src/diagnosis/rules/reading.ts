import { text } from '../../workers/read';
import { conditionEvidence, fitToShow, nameObject } from '../evidence';
import { HpaFacts, KedaFacts } from '../facts';
import { Message } from '../messages';
import { duration, say } from '../say';
import { Evidence } from '../types';
import { CountedWorkers, Finding, Scene } from './finding';
import {
  hpaEvidence,
  kubectl,
  TRIGGER_DOCUMENTATION,
  withNumbers,
  workersSentence,
  workSentence,
} from './phrases';

/** Clocks may differ by as much as this without anything being wrong. */
const SKEW_SECONDS = 120;

/**
 * What the API server says when KEDA itself does not answer. Of a broker that
 * it cannot read, KEDA's operator tells in words of its own.
 */
const UNANSWERED =
  /unable to return a response in the time allotted|currently unable to handle the request|code = Unavailable/;

/** KEDA or the HPA cannot read what they scale by. */
export function notRead(scene: Scene): Finding | undefined {
  const { workers, waiting, inFlight } = scene;
  const { keda, hpa, desired } = workers;
  if (keda?.fallback?.status === 'True') {
    return withNumbers(scene, {
      state: 'fallback',
      sentence: [
        say('diagnosis.fallback.sentence', { count: desired }),
        workSentence(waiting, inFlight),
      ],
      ...unreadAdvice(workers, keda),
      evidence: [
        ...conditionEvidence('ScaledObject', keda.object, 'Fallback'),
        ...hpaEvidence(workers, 'ScalingActive'),
      ],
    });
  }
  if (!isUnread(keda, hpa, desired)) {
    return undefined;
  }
  return withNumbers(scene, {
    state: 'keda-cannot-read',
    sentence: [
      desired === 0
        ? say('diagnosis.unread.asleep')
        : say('diagnosis.unread.stay', { count: desired }),
      workSentence(waiting, inFlight),
    ],
    ...unreadAdvice(workers, keda),
    next: { message: say('diagnosis.next.stays') },
    evidence: [
      ...(keda ? conditionEvidence('ScaledObject', keda.object, 'Ready') : []),
      ...hpaEvidence(workers, 'ScalingActive'),
    ],
  });
}

function isUnread(
  keda: KedaFacts | undefined,
  hpa: HpaFacts | undefined,
  desired: number,
): boolean {
  if (keda?.ready?.status === 'False' || keda?.ready?.status === 'Unknown') {
    return (
      keda.ready.reason === 'TriggerError' ||
      keda.ready.reason === 'PartialTriggerError'
    );
  }
  // Ready may stay True for a whole outage, when the HPA was the first to see
  // it. At zero the HPA reads nothing and says nothing.
  return desired > 0 && isMetricMissing(hpa) && !isUnanswered(hpa);
}

function isMetricMissing(hpa: HpaFacts | undefined): boolean {
  return (
    hpa?.scalingActive?.status === 'False' &&
    hpa.scalingActive.reason === 'FailedGetExternalMetric'
  );
}

function isUnanswered(hpa: HpaFacts | undefined): boolean {
  return (
    isMetricMissing(hpa) &&
    UNANSWERED.test(text(hpa?.scalingActive?.message) ?? '')
  );
}

function unreadAdvice(
  workers: CountedWorkers,
  keda: KedaFacts | undefined,
): Pick<Finding, 'cause' | 'whatToDo'> {
  return {
    cause: say(
      keda?.ready?.reason === 'PartialTriggerError'
        ? 'diagnosis.cause.partlyUnread'
        : 'diagnosis.cause.unread',
    ),
    whatToDo: {
      message: say('diagnosis.advice.fixTrigger'),
      link: TRIGGER_DOCUMENTATION,
      ...(keda
        ? kubectl(workers, 'describe', 'scaledobject', keda.name)
        : undefined),
    },
  };
}

/** A fallback that was meant to help and does not. */
export function fallbackNotes(keda: KedaFacts | undefined): readonly Message[] {
  return keda?.fallbackThreshold !== undefined &&
    keda.fallback?.status !== 'True'
    ? [
        say('diagnosis.note.fallbackNotInForce', {
          count: keda.fallbackThreshold,
        }),
      ]
    : [];
}

/** KEDA polls no more, or does not answer. */
export function silent(scene: Scene): Finding | undefined {
  return unheard(scene) ?? unanswered(scene);
}

/** While KEDA polls, it renews the time of last activity. */
function unheard(scene: Scene): Finding | undefined {
  const { keda, desired } = scene.workers;
  if (
    keda?.active?.status !== 'True' ||
    keda.lastActive === undefined ||
    keda.lastActive <= SKEW_SECONDS + 3 * keda.pollingInterval
  ) {
    return undefined;
  }
  return silentFinding(scene, {
    sentence: say('diagnosis.silent.stay', {
      duration: duration(keda.lastActive),
      count: desired,
    }),
    cause: say('diagnosis.cause.silent'),
    evidence: [
      ...conditionEvidence('ScaledObject', keda.object, 'Active'),
      {
        object: nameObject('ScaledObject', keda.object),
        field: 'status.lastActiveTime',
        value: fitToShow(String(keda.object.status?.lastActiveTime)),
      },
    ],
  });
}

function unanswered(scene: Scene): Finding | undefined {
  const { workers } = scene;
  if (workers.desired === 0 || !isUnanswered(workers.hpa)) {
    return undefined;
  }
  return silentFinding(scene, {
    sentence: say('diagnosis.silent.unanswered', { count: workers.desired }),
    cause: say('diagnosis.cause.unanswered'),
    evidence: hpaEvidence(workers, 'ScalingActive'),
  });
}

function silentFinding(
  scene: Scene,
  finding: { sentence: Message; cause: Message; evidence: Evidence[] },
): Finding {
  const { waiting, inFlight } = scene;
  return withNumbers(scene, {
    state: 'keda-silent',
    sentence: [finding.sentence, workSentence(waiting, inFlight)],
    cause: finding.cause,
    whatToDo: {
      message: say('diagnosis.advice.restartKeda'),
      command: 'kubectl -n keda rollout restart deployment keda-operator',
    },
    next: { message: say('diagnosis.next.stays') },
    evidence: finding.evidence,
  });
}

/** The HPA cannot find out what to do, or cannot do it. */
export function unableToScale(scene: Scene): Finding | undefined {
  const { workers, waiting, inFlight } = scene;
  const { hpa, desired } = workers;
  const unable = hpa?.ableToScale?.status === 'False';
  const unread =
    desired > 0 &&
    hpa?.scalingActive?.status === 'False' &&
    hpa.scalingActive.reason !== 'ScalingDisabled';
  if (!unable && !unread) {
    return undefined;
  }
  return withNumbers(scene, {
    state: 'unable-to-scale',
    sentence: [
      say('diagnosis.unableToScale.sentence'),
      ...workersSentence(workers),
      workSentence(waiting, inFlight),
    ],
    cause: say(
      unable ? 'diagnosis.cause.unableToScale' : 'diagnosis.cause.hpaUnread',
    ),
    whatToDo: {
      message: say('diagnosis.advice.askHpa'),
      ...kubectl(
        workers,
        'describe',
        'hpa',
        workers.group.horizontalPodAutoscaler?.metadata?.name ?? '',
      ),
    },
    next: { message: say('diagnosis.next.stays') },
    evidence: [
      ...hpaEvidence(workers, 'AbleToScale'),
      ...hpaEvidence(workers, 'ScalingActive'),
    ],
  });
}
