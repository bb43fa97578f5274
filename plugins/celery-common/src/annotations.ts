import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { KeyNaming, KOMBU_PRIORITY_STEPS } from './keys';

/** Names the broker, as configured under `celery.brokers`. @public */
export const ANNOTATION_BROKER = 'celeryq.dev/broker';
/** The service's Celery queues, separated by commas. @public */
export const ANNOTATION_QUEUES = 'celeryq.dev/queues';
/** kombu's `global_keyprefix`. @public */
export const ANNOTATION_KEY_PREFIX = 'celeryq.dev/key-prefix';
/** The priority steps, separated by commas. @public */
export const ANNOTATION_PRIORITY_STEPS = 'celeryq.dev/priority-steps';

const CELERY_ANNOTATIONS = [
  ANNOTATION_BROKER,
  ANNOTATION_QUEUES,
  ANNOTATION_KEY_PREFIX,
  ANNOTATION_PRIORITY_STEPS,
] as const;

/**
 * The most queues that one entity may declare.
 *
 * @public
 */
export const MAX_QUEUES = 50;

/**
 * A catalog entity's Celery side, as its annotations declare it.
 *
 * @public
 */
export interface CeleryService extends KeyNaming {
  /** The entity that declares it. */
  entityRef: string;
  /** A name under `celery.brokers`. */
  broker: string;
  /** Queue names, in the order declared. */
  queues: readonly string[];
}

/**
 * One thing that is wrong with an entity's annotations, with what to do.
 *
 * @public
 */
export interface AnnotationProblem {
  annotation: string;
  /** The value found; absent when the annotation itself is. */
  value?: string;
  /** A sentence that says what is wrong and what is allowed. */
  message: string;
}

/**
 * What {@link parseCeleryAnnotations} found: no Celery annotations at all, a
 * service, or problems that a person can act on.
 *
 * @public
 */
export type CeleryAnnotations =
  | { kind: 'absent' }
  | { kind: 'service'; service: CeleryService }
  | { kind: 'problems'; problems: AnnotationProblem[] };

const BROKER_NAME = /^[a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?$/i;
// Printable, so that it can be shown, and without what kombu, KEDA or a
// comma-separated annotation give a meaning of their own.
const QUEUE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.:@/-]{0,199}$/;
const KEY_PREFIX = /^[\x21-\x7e]{1,200}$/;
const PRIORITY_STEP = /^(0|[1-9][0-9]{0,2})$/;

/**
 * Reads an entity's Celery annotations. Never throws, whatever the entity.
 *
 * @public
 */
export function parseCeleryAnnotations(entity: Entity): CeleryAnnotations {
  const annotations = entity.metadata?.annotations ?? {};
  if (CELERY_ANNOTATIONS.every(name => annotations[name] === undefined)) {
    return { kind: 'absent' };
  }

  const problems: AnnotationProblem[] = [];
  const broker = parseBroker(annotations[ANNOTATION_BROKER], problems);
  const queues = parseQueues(annotations[ANNOTATION_QUEUES], problems);
  const keyPrefix = parseKeyPrefix(
    annotations[ANNOTATION_KEY_PREFIX],
    problems,
  );
  const prioritySteps = parsePrioritySteps(
    annotations[ANNOTATION_PRIORITY_STEPS],
    problems,
  );
  if (problems.length > 0) {
    return { kind: 'problems', problems };
  }
  return {
    kind: 'service',
    service: {
      entityRef: stringifyEntityRef(entity),
      broker,
      queues,
      keyPrefix,
      prioritySteps,
    },
  };
}

type RawAnnotation = unknown;

function text(
  annotation: string,
  raw: RawAnnotation,
  problems: AnnotationProblem[],
): string | undefined {
  if (typeof raw === 'string') {
    return raw;
  }
  problems.push({
    annotation,
    value: JSON.stringify(raw),
    message: `${annotation} must be text: put it in quotes.`,
  });
  return undefined;
}

function parseBroker(
  raw: RawAnnotation,
  problems: AnnotationProblem[],
): string {
  const annotation = ANNOTATION_BROKER;
  if (raw === undefined) {
    problems.push({
      annotation,
      message: `${annotation} is missing: name one of the brokers that the portal's administrator configured.`,
    });
    return '';
  }
  const value = text(annotation, raw, problems)?.trim();
  if (value === undefined) {
    return '';
  }
  if (!BROKER_NAME.test(value)) {
    problems.push({
      annotation,
      value,
      message: `${annotation} must be a broker's name (letters, digits, "-", "_" and ".", at most 63 characters), not an address.`,
    });
  }
  return value;
}

function parseQueues(
  raw: RawAnnotation,
  problems: AnnotationProblem[],
): string[] {
  const annotation = ANNOTATION_QUEUES;
  if (raw === undefined) {
    problems.push({
      annotation,
      message: `${annotation} is missing: list the service's Celery queues, separated by commas.`,
    });
    return [];
  }
  const value = text(annotation, raw, problems);
  if (value === undefined) {
    return [];
  }
  const queues = value.split(',').map(name => name.trim());
  if (queues.some(name => name === '')) {
    problems.push({
      annotation,
      value,
      message: `${annotation} has an empty name: write queue names separated by single commas.`,
    });
  }
  for (const name of queues) {
    if (name !== '' && !QUEUE_NAME.test(name)) {
      problems.push({
        annotation,
        value: name,
        message: `${annotation} has the queue name ${JSON.stringify(
          name,
        )}: use letters, digits and "_", then also ".", ":", "@", "/" and "-", at most 200 characters.`,
      });
    }
  }
  const repeated = queues.find(
    (name, index) => name !== '' && queues.indexOf(name) !== index,
  );
  if (repeated !== undefined) {
    problems.push({
      annotation,
      value,
      message: `${annotation} names the queue ${JSON.stringify(
        repeated,
      )} twice: name each queue once.`,
    });
  }
  if (queues.length > MAX_QUEUES) {
    problems.push({
      annotation,
      message: `${annotation} lists ${queues.length} queues: at most ${MAX_QUEUES} are read for one entity.`,
    });
  }
  return queues;
}

function parseKeyPrefix(
  raw: RawAnnotation,
  problems: AnnotationProblem[],
): string {
  const annotation = ANNOTATION_KEY_PREFIX;
  if (raw === undefined) {
    return '';
  }
  const value = text(annotation, raw, problems);
  if (value === undefined || value === '') {
    return '';
  }
  if (!KEY_PREFIX.test(value)) {
    problems.push({
      annotation,
      value,
      message: `${annotation} must be kombu's global_keyprefix: printable characters without spaces, at most 200, exactly as the service sets it.`,
    });
  }
  return value;
}

function parsePrioritySteps(
  raw: RawAnnotation,
  problems: AnnotationProblem[],
): readonly number[] {
  const annotation = ANNOTATION_PRIORITY_STEPS;
  if (raw === undefined) {
    return KOMBU_PRIORITY_STEPS;
  }
  const value = text(annotation, raw, problems);
  if (value === undefined) {
    return KOMBU_PRIORITY_STEPS;
  }
  const parts = value.split(',').map(part => part.trim());
  const steps = parts.map(Number);
  const ascending = steps.every(
    (step, index) => index === 0 || step > steps[index - 1],
  );
  if (
    !parts.every(part => PRIORITY_STEP.test(part)) ||
    !ascending ||
    steps[0] !== 0 ||
    steps.length > 10
  ) {
    problems.push({
      annotation,
      value,
      message: `${annotation} must be whole numbers in ascending order that start with 0, at most ten, such as "0,3,6,9".`,
    });
  }
  return steps;
}
