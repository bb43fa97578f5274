import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { AnnotationProblem, annotationProblem } from './annotationMessages';
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
 * What {@link parseCeleryAnnotations} found: no Celery annotations at all, a
 * service, or problems that a person can act on.
 *
 * @public
 */
export type CeleryAnnotations =
  | { kind: 'absent' }
  | { kind: 'service'; service: CeleryService }
  | { kind: 'problems'; problems: AnnotationProblem[] };

const BROKER_NAME = /^(?![-._])[-a-z0-9._]{1,63}(?<![-._])$/i;
// What no name has and every address does.
const ADDRESS = /[:/@]/;
// Printable, so that it can be shown, and without what kombu, KEDA or a
// comma-separated annotation give a meaning of their own.
const QUEUE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.:@/-]{0,199}$/;
const MAX_KEY_PREFIX = 200;
const KEY_PREFIX = /^[\x21-\x7e]{1,200}$/;
const MAX_PRIORITY_STEPS = 10;
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

function text(
  annotation: string,
  raw: unknown,
  problems: AnnotationProblem[],
): string | undefined {
  if (typeof raw === 'string') {
    return raw;
  }
  problems.push(
    annotationProblem(annotation, 'annotation.not-text', {
      value: JSON.stringify(raw),
    }),
  );
  return undefined;
}

function parseBroker(raw: unknown, problems: AnnotationProblem[]): string {
  const annotation = ANNOTATION_BROKER;
  if (raw === undefined) {
    problems.push(annotationProblem(annotation, 'annotation.broker-missing'));
    return '';
  }
  const value = text(annotation, raw, problems)?.trim();
  if (value === undefined) {
    return '';
  }
  if (!BROKER_NAME.test(value)) {
    problems.push(
      annotationProblem(annotation, 'annotation.broker-malformed', {
        // Somebody may have put an address there, password and all.
        value: ADDRESS.test(value) ? undefined : value,
      }),
    );
  }
  return value;
}

function parseQueues(raw: unknown, problems: AnnotationProblem[]): string[] {
  const annotation = ANNOTATION_QUEUES;
  if (raw === undefined) {
    problems.push(annotationProblem(annotation, 'annotation.queues-missing'));
    return [];
  }
  const value = text(annotation, raw, problems);
  if (value === undefined) {
    return [];
  }
  const queues = value.split(',').map(name => name.trim());
  if (queues.includes('')) {
    problems.push(
      annotationProblem(annotation, 'annotation.queue-empty', { value }),
    );
  }
  const names = queues.filter(name => name !== '');
  const malformed = names.filter(name => !QUEUE_NAME.test(name));
  for (const queue of new Set(malformed)) {
    problems.push(
      annotationProblem(annotation, 'annotation.queue-malformed', {
        value: queue,
        params: { queue: JSON.stringify(queue) },
      }),
    );
  }
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    problems.push(
      annotationProblem(annotation, 'annotation.queue-repeated', {
        value,
        params: { queue: JSON.stringify(repeated) },
      }),
    );
  }
  if (queues.length > MAX_QUEUES) {
    problems.push(
      annotationProblem(annotation, 'annotation.queues-too-many', {
        params: { count: queues.length, most: MAX_QUEUES },
      }),
    );
  }
  return queues;
}

function parseKeyPrefix(raw: unknown, problems: AnnotationProblem[]): string {
  const annotation = ANNOTATION_KEY_PREFIX;
  if (raw === undefined) {
    return '';
  }
  const value = text(annotation, raw, problems);
  if (value === undefined || value === '') {
    return '';
  }
  if (!KEY_PREFIX.test(value)) {
    problems.push(
      annotationProblem(annotation, 'annotation.key-prefix-malformed', {
        value,
        params: { most: MAX_KEY_PREFIX },
      }),
    );
  }
  return value;
}

function parsePrioritySteps(
  raw: unknown,
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
    steps.length > MAX_PRIORITY_STEPS
  ) {
    problems.push(
      annotationProblem(annotation, 'annotation.priority-steps-malformed', {
        value,
        params: { most: MAX_PRIORITY_STEPS },
      }),
    );
  }
  return steps;
}
