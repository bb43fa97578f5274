import { conditionOf, count } from '../../workers/read';
import { conditionEvidence } from '../evidence';
import { WorkerFacts } from '../facts';
import { DiagnosisMessageKey, Message } from '../messages';
import { PodFault, PodFaultKind } from '../podFaults';
import { say } from '../say';
import { Advice, DiagnosisState } from '../types';
import { Finding, Scene } from './finding';
import { kubectl, withNumbers, workersSentence, workSentence } from './phrases';

/** No worker runs, because of what is wrong with the pods. */
export function noPodWorks(scene: Scene): Finding | undefined {
  return scene.workers.current === 0 ? podsFail(scene) : undefined;
}

/** Some workers run, and others do not come up. */
export function somePodsFail(scene: Scene): Finding | undefined {
  const finding = podsFail(scene);
  return finding && { ...finding, severity: 'warning' };
}

function podsFail(scene: Scene): Finding | undefined {
  if (scene.workers.desired === 0) {
    return undefined;
  }
  return faultyPods(scene) ?? missingPods(scene);
}

const SENTENCES: Record<PodFaultKind, DiagnosisMessageKey> = {
  'crash-loop': 'diagnosis.pods.crash',
  'image-pull': 'diagnosis.pods.imagePull',
  'container-config': 'diagnosis.pods.config',
  unschedulable: 'diagnosis.pods.unschedulable',
};

/** The commonest kind of fault among the pods speaks for all. */
function faultyPods(scene: Scene): Finding | undefined {
  const { faults } = scene.workers;
  const byKind = new Map<PodFaultKind, PodFault[]>();
  for (const fault of faults) {
    byKind.set(fault.kind, [...(byKind.get(fault.kind) ?? []), fault]);
  }
  const commonest = [...byKind.values()].sort((a, b) => b.length - a.length)[0];
  if (!commonest) {
    return undefined;
  }
  const [example] = commonest;
  return podsFinding(scene, {
    state: example.kind,
    sentence: say(SENTENCES[example.kind], { count: commonest.length }),
    cause: causeOf(example),
    whatToDo: adviceOf(example, scene.workers),
    evidence: example.evidence,
  });
}

function causeOf(fault: PodFault): Message {
  switch (fault.kind) {
    case 'image-pull':
      return say('diagnosis.cause.imagePull');
    case 'container-config':
      return say('diagnosis.cause.config');
    case 'unschedulable':
      return say('diagnosis.cause.unschedulable');
    default:
      if (fault.outOfMemory) {
        return say('diagnosis.cause.outOfMemory');
      }
      return fault.exitCode === undefined
        ? say('diagnosis.cause.crashUnknown')
        : say('diagnosis.cause.crash', { exitCode: fault.exitCode });
  }
}

function adviceOf(fault: PodFault, workers: WorkerFacts): Advice {
  const describe = kubectl(workers, 'describe', 'pod', fault.pod);
  switch (fault.kind) {
    case 'image-pull':
      return { message: say('diagnosis.advice.fixImage'), ...describe };
    case 'container-config':
      return { message: say('diagnosis.advice.fixReference'), ...describe };
    case 'unschedulable':
      return { message: say('diagnosis.advice.makeRoom'), ...describe };
    default:
      return fault.outOfMemory
        ? { message: say('diagnosis.advice.raiseMemory'), ...describe }
        : {
            message: say('diagnosis.advice.readLogs'),
            ...kubectl(workers, 'logs', fault.pod, '--previous'),
          };
  }
}

/** The cluster does not create the pods at all. */
function missingPods(scene: Scene): Finding | undefined {
  const { workers } = scene;
  const { deployment } = workers.group;
  const failure = conditionOf(deployment, 'ReplicaFailure');
  const missing = workers.desired - (count(deployment?.status?.replicas) ?? 0);
  if (failure?.status !== 'True' || missing <= 0) {
    return undefined;
  }
  // Admission says why in prose only.
  const quota = String(failure.message).includes('exceeded quota');
  return podsFinding(scene, {
    state: quota ? 'quota' : 'pods-refused',
    sentence: say(quota ? 'diagnosis.pods.quota' : 'diagnosis.pods.refused', {
      count: missing,
    }),
    cause: say(quota ? 'diagnosis.cause.quota' : 'diagnosis.cause.refused'),
    whatToDo: quota
      ? {
          message: say('diagnosis.advice.raiseQuota'),
          ...kubectl(workers, 'describe', 'resourcequota'),
        }
      : {
          message: say('diagnosis.advice.readEvents'),
          ...kubectl(workers, 'get', 'events'),
        },
    evidence: conditionEvidence('Deployment', deployment, 'ReplicaFailure'),
  });
}

function podsFinding(
  scene: Scene,
  found: {
    state: DiagnosisState;
    sentence: Message;
    cause: Message;
    whatToDo: Advice;
    evidence: Finding['evidence'];
  },
): Finding {
  const { workers, waiting, inFlight } = scene;
  return withNumbers(scene, {
    ...found,
    sentence: [
      found.sentence,
      ...workersSentence(workers),
      workSentence(waiting, inFlight),
    ],
    next: { message: say('diagnosis.next.restarts') },
  });
}

/** What of this is worth a note beside another finding. */
export function podNotes(workers: WorkerFacts): readonly Message[] {
  return workers.faults.length > 0
    ? [say('diagnosis.note.faultyPods', { count: workers.faults.length })]
    : [];
}
