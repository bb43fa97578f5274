import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CompoundEntityRef } from '@backstage/catalog-model';
import {
  BrokerStatus,
  celeryQueueReadPermission,
  compareDiagnoses,
  diagnose,
  Diagnosis,
  diagnosisMessages,
  Evidence,
  Message,
  messageTranslator,
  renderMessage,
  renderMessages,
  Replicas,
  workerGroupsOf,
} from '@celery-keda/backstage-plugin-celery-common';
import { CeleryEntities } from '../status/CeleryEntities';
import { StatusReader } from '../status/StatusReader';
import { WorkerObjectsReader } from '../workers/WorkerObjectsReader';

/**
 * A diagnosis in English.
 *
 * @internal
 */
export interface QueueExplanation
  extends Pick<Diagnosis, 'state' | 'severity'> {
  queue: string;
  title: string;
  sentence: string;
  cause?: string;
  whatToDo?: string;
  command?: string;
  link?: string;
  next?: string;
  nextInSeconds?: number;
  notes: string[];
  evidence: Evidence[];
  workers: Replicas;
}

/**
 * What is going on with a service's queues and workers.
 *
 * @internal
 */
export interface ServiceExplanation {
  entityRef: string;
  observedAt: string | null;
  broker: BrokerStatus;
  /** Worst first. */
  queues: QueueExplanation[];
}

const translate = messageTranslator(diagnosisMessages, 'en');

function text(message: Message | undefined): string | undefined {
  return message && renderMessage(translate, message);
}

/**
 * Explains a service's scaling in sentences, as its page does. Queues and
 * workers are read with the caller's rights: what they may not see stays
 * unknown.
 *
 * @internal
 */
export class ScalingExplainer {
  readonly #entities: CeleryEntities;
  readonly #statuses: StatusReader;
  readonly #objects: WorkerObjectsReader;

  constructor(options: {
    entities: CeleryEntities;
    statuses: StatusReader;
    objects: WorkerObjectsReader;
  }) {
    this.#entities = options.entities;
    this.#statuses = options.statuses;
    this.#objects = options.objects;
  }

  /**
   * Explains one entity's queues.
   *
   * @throws NotFoundError, NotAllowedError or InputError, whose messages say
   * what to do.
   */
  async explain(
    ref: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<ServiceExplanation> {
    const service = await this.#entities.one(ref, {
      permission: celeryQueueReadPermission,
      credentials,
    });
    const [{ entityRef, observedAt, broker, queues }, objects] =
      await Promise.all([
        this.#statuses.of(service),
        this.#objects.all(service, credentials),
      ]);
    const groups = workerGroupsOf({ service, ...objects });
    const now = Date.now();
    const explained = queues.map((queue, index) => ({
      queue: queue.name,
      workers: groups[index].replicas,
      diagnosis: diagnose({
        queue,
        broker,
        observedAt,
        workers: groups[index],
        now,
      }),
    }));
    return {
      entityRef,
      observedAt,
      broker,
      queues: explained
        .sort((a, b) => compareDiagnoses(a.diagnosis, b.diagnosis))
        .map(({ queue, workers, diagnosis }) => ({
          queue,
          workers,
          ...inEnglish(diagnosis),
        })),
    };
  }
}

function inEnglish(
  diagnosis: Diagnosis,
): Omit<QueueExplanation, 'queue' | 'workers'> {
  const { state, severity, whatToDo, next, notes, evidence } = diagnosis;
  return {
    state,
    severity,
    title: renderMessage(translate, diagnosis.title),
    sentence: renderMessages(translate, diagnosis.sentence),
    cause: text(diagnosis.cause),
    whatToDo: text(whatToDo?.message),
    command: whatToDo?.command,
    link: whatToDo?.link,
    next: text(next?.message),
    nextInSeconds: next?.inSeconds,
    notes: notes.map(note => renderMessage(translate, note)),
    evidence: [...evidence],
  };
}
