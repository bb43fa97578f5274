import { BrokerErrorCode, BrokerStatus } from '../../contract';
import { LABEL_QUEUE, UnknownWorkers, UnknownWorkersCode } from '../../workers';
import { fitToShow, nameObject } from '../evidence';
import { Facts, WorkerFacts } from '../facts';
import { Message } from '../messages';
import { duration, say } from '../say';
import { Advice, DiagnosisState, Evidence } from '../types';
import { Finding } from './finding';
import {
  kubectl,
  queueEvidence,
  workersSentence,
  workSentence,
} from './phrases';

/** The queue's numbers cannot be seen, or not fresh. */
export function queueUnseen(facts: Facts): Finding | undefined {
  const { broker, queue, workers } = facts;
  const next = { message: say('diagnosis.next.readAgain') };
  if (broker.state !== 'ok') {
    const lastKnown =
      broker.state === 'stale' && queue.waiting !== null
        ? [staleSentence(facts), workSentence(queue.waiting, queue.inFlight)]
        : undefined;
    return {
      state: lastKnown ? 'broker-stale' : 'broker-unreachable',
      sentence: [
        ...(lastKnown ?? [
          say('diagnosis.broker.unreachable', { broker: broker.name }),
        ]),
        ...(workers ? workersSentence(workers) : []),
      ],
      ...brokerAdvice(broker.name, broker.error?.code),
      next,
      evidence: brokerEvidence(broker),
    };
  }
  if (queue.error && queue.waiting === null) {
    return {
      state: 'queue-unreadable',
      sentence: [
        say('diagnosis.broker.queueUnreadable', {
          queue: queue.name,
          broker: broker.name,
        }),
      ],
      ...queueErrorAdvice(facts),
      next,
      evidence: errorEvidence(`queue ${queue.name}`, queue.error),
    };
  }
  if (queue.waiting === null) {
    return {
      state: 'unknown',
      sentence: [say('diagnosis.broker.lengthUnknown', { queue: queue.name })],
      next,
      evidence: queueEvidence(facts),
    };
  }
  return undefined;
}

function staleSentence({ broker, age }: Facts) {
  return age === null
    ? say('diagnosis.broker.staleUnknownAge', { broker: broker.name })
    : say('diagnosis.broker.stale', {
        broker: broker.name,
        duration: duration(age),
      });
}

const BROKER_ADVICE = {
  'not-configured': 'diagnosis.advice.brokerConfig',
  refused: 'diagnosis.advice.brokerUp',
  unresolved: 'diagnosis.advice.brokerConfig',
  timeout: 'diagnosis.advice.brokerUp',
  auth: 'diagnosis.advice.brokerConfig',
  tls: 'diagnosis.advice.brokerConfig',
  permission: 'diagnosis.advice.brokerPermission',
  'script-denied': 'diagnosis.advice.brokerPermission',
  'wrong-type': 'diagnosis.advice.queueKey',
  loading: 'diagnosis.advice.brokerUp',
  'read-only': 'diagnosis.advice.brokerUp',
  'out-of-memory': 'diagnosis.advice.brokerUp',
  unknown: 'diagnosis.advice.brokerUp',
} as const;

function brokerAdvice(
  broker: string,
  code: BrokerErrorCode | undefined,
): Pick<Finding, 'cause' | 'whatToDo'> {
  const known = knownCode(code);
  return {
    cause: code && say(`diagnosis.cause.broker.${known}`),
    whatToDo: { message: say(BROKER_ADVICE[known], { broker }) },
  };
}

function knownCode(code: BrokerErrorCode | undefined): BrokerErrorCode {
  return code && Object.hasOwn(BROKER_ADVICE, code) ? code : 'unknown';
}

/** What is wrong with the queue alone, and what to do about it. */
export function queueErrorAdvice({
  broker,
  queue,
}: Facts): Pick<Finding, 'cause' | 'whatToDo'> {
  return queue.error ? brokerAdvice(broker.name, queue.error.code) : {};
}

/** A queue of which only a part could be read. */
export function queueErrorNotes({ queue }: Facts): readonly Message[] {
  return queue.error && queue.waiting !== null
    ? [
        say('diagnosis.note.partlyUnread', {
          reason: say(`diagnosis.cause.broker.${knownCode(queue.error.code)}`),
        }),
      ]
    : [];
}

function brokerEvidence(broker: BrokerStatus): Evidence[] {
  const object = `broker ${broker.name}`;
  return [
    { object, field: 'state', value: broker.state },
    ...(broker.error ? errorEvidence(object, broker.error) : []),
  ];
}

function errorEvidence(
  object: string,
  error: { code: string; message: string },
): Evidence[] {
  return [
    {
      object,
      field: 'error',
      value: fitToShow(`${error.code}: ${error.message}`),
    },
  ];
}

/** The workers cannot be seen, or there are none to be seen. */
export function workersUnseen(facts: Facts): Finding | undefined {
  const { unknownWorkers, workers } = facts;
  if (!workers) {
    return unknownFinding(facts, unknownWorkers ?? { unknown: 'failed' });
  }
  const { deployment, scaledObject } = workers.group;
  const { deployments, scaledObjects } = workers.unknownKinds;
  const kedaSeen = !scaledObjects || scaledObjects.unknown === 'not-served';
  if (!deployment && !deployments && (scaledObject || kedaSeen)) {
    return noWorkers(facts, workers);
  }
  if (workers.current === null || workers.desired === null) {
    return unknownFinding(
      facts,
      deployments ?? scaledObjects ?? { unknown: 'failed' },
    );
  }
  return undefined;
}

const UNKNOWN_WORKERS: Record<UnknownWorkersCode, DiagnosisState> = {
  'not-installed': 'kubernetes-missing',
  'not-configured': 'kubernetes-missing',
  'not-annotated': 'kubernetes-missing',
  'not-permitted': 'not-permitted',
  'cluster-unreachable': 'cluster-unreachable',
  timeout: 'cluster-unreachable',
  'not-served': 'unknown',
  failed: 'unknown',
};

const KUBERNETES_DOCUMENTATION =
  'https://backstage.io/docs/features/kubernetes/';

const WORKERS_ADVICE: Record<UnknownWorkersCode, Advice | undefined> = {
  'not-installed': {
    message: say('diagnosis.advice.installKubernetes'),
    link: KUBERNETES_DOCUMENTATION,
  },
  'not-configured': {
    message: say('diagnosis.advice.installKubernetes'),
    link: `${KUBERNETES_DOCUMENTATION}configuration`,
  },
  'not-annotated': {
    message: say('diagnosis.advice.annotate', {
      annotations:
        'backstage.io/kubernetes-id, backstage.io/kubernetes-namespace, backstage.io/kubernetes-cluster',
    }),
  },
  'not-permitted': { message: say('diagnosis.advice.askPermission') },
  'cluster-unreachable': { message: say('diagnosis.advice.clusterUp') },
  timeout: { message: say('diagnosis.advice.clusterUp') },
  'not-served': undefined,
  failed: undefined,
};

function unknownFinding(facts: Facts, reason: UnknownWorkers): Finding {
  const { waiting, inFlight } = facts.queue;
  const code = Object.hasOwn(UNKNOWN_WORKERS, reason.unknown)
    ? reason.unknown
    : 'failed';
  return {
    state: UNKNOWN_WORKERS[code],
    sentence: [
      ...(waiting === null ? [] : [workSentence(waiting, inFlight)]),
      say('diagnosis.workersUnknown.sentence'),
    ],
    cause: say(`diagnosis.cause.workers.${code}`),
    whatToDo: WORKERS_ADVICE[code],
    evidence: [
      {
        object: 'cluster',
        field: 'error',
        value: fitToShow([code, reason.message].filter(Boolean).join(': ')),
      },
    ],
  };
}

function noWorkers(facts: Facts, workers: WorkerFacts): Finding {
  const { queue } = facts;
  const { keda, group } = workers;
  const workLeft = Boolean(queue.waiting || queue.inFlight);
  const work =
    queue.waiting === null || !workLeft
      ? []
      : [workSentence(queue.waiting, queue.inFlight)];
  return {
    state: 'no-workers',
    severity: workLeft ? 'trouble' : 'warning',
    sentence: [
      ...work,
      keda
        ? say('diagnosis.noWorkers.target', {
            scaledObject: keda.name,
            deployment: keda.target ?? '',
          })
        : say('diagnosis.noWorkers.sentence', { queue: queue.name }),
    ],
    cause: keda
      ? undefined
      : say('diagnosis.cause.noWorkers', {
          label: `${LABEL_QUEUE}: ${queue.name}`,
        }),
    whatToDo: {
      message: say('diagnosis.advice.deploy'),
      ...kubectl(workers, 'apply', '-k', 'deploy/base'),
    },
    evidence: [
      ...queueEvidence(facts),
      keda
        ? {
            object: nameObject('ScaledObject', group.scaledObject),
            field: 'spec.scaleTargetRef.name',
            value: fitToShow(keda.target ?? ''),
          }
        : {
            object: 'cluster',
            field: `Deployments of ${queue.name}`,
            value: 0,
          },
    ],
  };
}
