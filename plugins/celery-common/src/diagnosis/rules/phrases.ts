import { conditionEvidence, nameObject } from '../evidence';
import { Facts, KedaFacts, WorkerFacts } from '../facts';
import { Message } from '../messages';
import { duration, say } from '../say';
import { Evidence, NextStep } from '../types';
import { CountedWorkers, Finding, Scene } from './finding';

/** How KEDA's Redis list trigger is written. */
export const TRIGGER_DOCUMENTATION =
  'https://keda.sh/docs/latest/scalers/redis-lists/';

// Needs no quotes in any shell.
const SHELL_WORD = /^[A-Za-z0-9._/=:@-]+$/;

/** How much work there is. */
export function workSentence(
  waiting: number,
  inFlight: number | null,
): Message {
  if (inFlight === null) {
    return say('diagnosis.work.inFlightUnknown', { waiting });
  }
  if (waiting > 0) {
    return inFlight > 0
      ? say('diagnosis.work.both', { waiting, inFlight })
      : say('diagnosis.work.waiting', { waiting });
  }
  return inFlight > 0
    ? say('diagnosis.work.inFlight', { inFlight })
    : say('diagnosis.work.none');
}

/** The work, as what it asks for where that is known. */
export function demandSentence(scene: Scene): Message {
  const { waiting, inFlight, workers } = scene;
  const { demand, max } = workers;
  if (demand && inFlight !== null) {
    const asks = { target: demand.target, wanted: demand.asksFor };
    const over = max !== null && demand.asksFor > max;
    if (demand.total === waiting) {
      return over
        ? say('diagnosis.ask.waitingOverMax', { waiting, ...asks, max })
        : say('diagnosis.ask.waiting', { waiting, ...asks });
    }
    if (demand.total === waiting + inFlight) {
      return over
        ? say('diagnosis.ask.sumOverMax', { waiting, inFlight, ...asks, max })
        : say('diagnosis.ask.sum', { waiting, inFlight, ...asks });
    }
  }
  return workSentence(waiting, inFlight);
}

/** How many workers run, of how many there should be. */
export function workersSentence(workers: WorkerFacts): readonly Message[] {
  const { current, desired } = workers;
  if (current === null || desired === null) {
    return [say('diagnosis.workersUnknown.sentence')];
  }
  if (current < desired) {
    return [say('diagnosis.workers.readyOf', { current, count: desired })];
  }
  return [
    current === 0
      ? say('diagnosis.workers.none')
      : say('diagnosis.workers.ready', { count: current }),
    ...(current > desired
      ? [say('diagnosis.workers.stopping', { count: current - desired })]
      : []),
  ];
}

/** How many workers are on their way, if any are. */
export function startingSentence(workers: CountedWorkers): readonly Message[] {
  const starting = workers.desired - workers.current;
  return starting > 0
    ? [say('diagnosis.workers.starting', { count: starting })]
    : [];
}

/** How many workers the work still needs. */
export function neededWorkers({
  demand,
  desired,
  min,
}: CountedWorkers): number {
  return Math.max(demand?.wanted ?? desired, min ?? 0, 1);
}

/** KEDA sees work at its next poll. */
export function wakeNext({ pollingInterval }: KedaFacts): NextStep {
  return {
    message: say('diagnosis.next.wake', {
      duration: duration(pollingInterval),
    }),
    inSeconds: pollingInterval,
  };
}

/** A queue's numbers as evidence. */
export function queueEvidence(facts: Facts): Evidence[] {
  const { queue } = facts;
  const object = `queue ${queue.name}`;
  return [
    { object, field: 'length', value: queue.waiting },
    { object, field: 'inFlight', value: queue.inFlight },
    ...(queue.oldestAge === null
      ? []
      : [{ object, field: 'oldestAgeSeconds', value: queue.oldestAge }]),
  ];
}

/** The workers' numbers as evidence. */
export function replicasEvidence(workers: WorkerFacts): Evidence[] {
  const { deployment } = workers.group;
  if (!deployment) {
    return [];
  }
  const object = nameObject('Deployment', deployment);
  return [
    { object, field: 'spec.replicas', value: workers.desired },
    { object, field: 'status.readyReplicas', value: workers.current },
  ];
}

/** A condition of the HPA as evidence. */
export function hpaEvidence(workers: WorkerFacts, type: string): Evidence[] {
  return conditionEvidence(
    'HorizontalPodAutoscaler',
    workers.group.horizontalPodAutoscaler,
    type,
  );
}

/** A finding with the numbers behind what it was found by. */
export function withNumbers(scene: Scene, finding: Finding): Finding {
  return {
    ...finding,
    evidence: [
      ...finding.evidence,
      ...replicasEvidence(scene.workers),
      ...queueEvidence(scene.facts),
    ],
  };
}

/** A `kubectl` command in the workers' namespace, where every name is one. */
export function kubectl(
  workers: WorkerFacts,
  ...words: readonly string[]
): { command: string } | Record<string, never> {
  const all = [
    'kubectl',
    ...(workers.namespace ? ['-n', workers.namespace] : []),
    ...words,
  ];
  return all.every(word => SHELL_WORD.test(word))
    ? { command: all.join(' ') }
    : {};
}
