import { WorkerObjectKind } from '../workers';
import { Facts, factsOf, WorkerFacts } from './facts';
import { Message } from './messages';
import { Finding, Scene } from './rules/finding';
import { inFlightOnly } from './rules/inFlightOnly';
import {
  hindered,
  notAccepted,
  notScaled,
  priorityNotes,
  wrongList,
} from './rules/keda';
import { nothingLeft } from './rules/nothingLeft';
import { paused, pausedOneWay } from './rules/pausing';
import { queueEvidence, workersSentence, workSentence } from './rules/phrases';
import { noPodWorks, podNotes, somePodsFail } from './rules/pods';
import { fallbackNotes, notRead, silent, unableToScale } from './rules/reading';
import {
  queueErrorAdvice,
  queueErrorNotes,
  queueUnseen,
  workersUnseen,
} from './rules/unseen';
import { waitingAsleep, waitingAwake } from './rules/waitingWork';
import { say } from './say';
import { STATE_LOOKS } from './states';
import { Diagnosis, DiagnosisInput, DiagnosisState } from './types';

/**
 * The rules, in the order in which their subjects are to be believed: a pause
 * freezes all conditions, a pod that does not start spoils every number, what
 * KEDA cannot read it cannot scale by; only then do the numbers decide.
 */
const RULES: readonly ((scene: Scene) => Finding | undefined)[] = [
  paused,
  noPodWorks,
  notScaled,
  notAccepted,
  hindered,
  notRead,
  silent,
  unableToScale,
  wrongList,
  somePodsFail,
  pausedOneWay,
  nothingLeft,
  inFlightOnly,
  waitingAsleep,
  waitingAwake,
];

/**
 * Says what is going on with a queue and its workers. Never throws, whatever
 * the objects.
 *
 * @public
 */
export function diagnose(input: DiagnosisInput): Diagnosis {
  const facts = factsOf(input);
  const finding = find(facts);
  return {
    ...finding,
    severity: finding.severity ?? STATE_LOOKS[finding.state].severity,
    shape: STATE_LOOKS[finding.state].shape,
    title: say(`diagnosis.title.${finding.state}`),
    notes: notesOf(facts, finding.state),
  };
}

function find(facts: Facts): Finding {
  return (
    queueUnseen(facts) ??
    workersUnseen(facts) ??
    explain(facts) ??
    unexplained(facts)
  );
}

function explain(facts: Facts): Finding | undefined {
  const scene = sceneOf(facts);
  if (!scene) {
    return undefined;
  }
  for (const rule of RULES) {
    const finding = rule(scene);
    if (finding) {
      return finding;
    }
  }
  return undefined;
}

function sceneOf(facts: Facts): Scene | undefined {
  const { queue, workers } = facts;
  if (!workers || queue.waiting === null) {
    return undefined;
  }
  const { current, desired } = workers;
  return current === null || desired === null
    ? undefined
    : {
        facts,
        waiting: queue.waiting,
        inFlight: queue.inFlight,
        workers: { ...workers, current, desired },
      };
}

function unexplained(facts: Facts): Finding {
  const { queue, workers } = facts;
  return {
    state: 'unknown',
    sentence: [
      ...(queue.waiting === null
        ? []
        : [workSentence(queue.waiting, queue.inFlight)]),
      ...(workers ? workersSentence(workers) : []),
    ],
    ...queueErrorAdvice(facts),
    evidence: queueEvidence(facts),
  };
}

function notesOf(facts: Facts, state: DiagnosisState): Message[] {
  const { queue, workers } = facts;
  return [
    ...(queue.estimated ? [say('diagnosis.note.estimated')] : []),
    ...queueErrorNotes(facts),
    ...(workers
      ? [
          ...unreadableNotes(workers),
          ...(state === 'wrong-list' ? [] : priorityNotes(facts, workers)),
          ...(state === 'paused' ? podNotes(workers) : []),
          ...(state === 'keda-cannot-read' ? fallbackNotes(workers.keda) : []),
        ]
      : []),
  ];
}

const KINDS: readonly WorkerObjectKind[] = [
  'deployments',
  'scaledObjects',
  'horizontalPodAutoscalers',
  'pods',
];

function unreadableNotes({ unknownKinds }: WorkerFacts): Message[] {
  return KINDS.flatMap(kind => {
    const reading = unknownKinds[kind];
    if (!reading) {
      return [];
    }
    return reading.unknown === 'not-permitted'
      ? say(`diagnosis.note.notPermitted.${kind}`)
      : say(`diagnosis.note.unreadable.${kind}`);
  });
}
