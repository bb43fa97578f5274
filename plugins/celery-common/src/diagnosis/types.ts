import { BrokerStatus, QueueStatus } from '../contract';
import { WorkerGroupReading } from '../workers';
import { Message } from './messages';

/**
 * Every state that a queue and its workers can be diagnosed with, worst
 * first.
 *
 * @public
 */
export const DIAGNOSIS_STATES = [
  // Trouble: work is not being done, and will not be without somebody.
  'stranded',
  'stalled',
  'crash-loop',
  'image-pull',
  'container-config',
  'unschedulable',
  'quota',
  'pods-refused',
  'wrong-list',
  'scaled-object-invalid',
  'keda-cannot-read',
  'keda-silent',
  'unable-to-scale',
  'keda-missing',
  'no-workers',
  // Unknown: something cannot be seen.
  'broker-unreachable',
  'broker-stale',
  'queue-unreadable',
  'cluster-unreachable',
  'not-permitted',
  'unknown',
  // Warning: it is not as it should be.
  'kubernetes-missing',
  'below-activation',
  'fallback',
  'saturated',
  'limited',
  'not-autoscaled',
  // Changing.
  'waking',
  'scaling-out',
  'draining',
  'cooling-down',
  // Working.
  'steady',
  // Resting.
  'paused',
  'scheduled',
  'idle',
] as const;

/** {@inheritDoc DIAGNOSIS_STATES} @public */
export type DiagnosisState = (typeof DIAGNOSIS_STATES)[number];

/**
 * How much attention a diagnosis wants, worst first.
 *
 * @public
 */
export const DIAGNOSIS_SEVERITIES = [
  'trouble',
  'unknown',
  'warning',
  'changing',
  'working',
  'resting',
] as const;

/** {@inheritDoc DIAGNOSIS_SEVERITIES} @public */
export type DiagnosisSeverity = (typeof DIAGNOSIS_SEVERITIES)[number];

/**
 * The shape that stands for a state: states differ by shape and word first,
 * by colour only third.
 *
 * @public
 */
export type DiagnosisShape =
  | 'circle-empty'
  | 'circle-quarter'
  | 'circle-half'
  | 'circle-full'
  | 'triangle'
  | 'square';

/**
 * One thing that a diagnosis was read from.
 *
 * @public
 */
export interface Evidence {
  /** The object, such as `ScaledObject orders/orders` or `queue orders`. */
  object: string;
  /** The field, such as `status.conditions[Ready]` or `length`. */
  field: string;
  /** Its value; `null` is unknown. Without addresses. */
  value: string | number | null;
}

/**
 * What somebody can do about a diagnosis.
 *
 * @public
 */
export interface Advice {
  message: Message;
  /** A command line to copy. */
  command?: string;
  /** A page to read. */
  link?: string;
}

/**
 * What happens next without anybody doing anything.
 *
 * @public
 */
export interface NextStep {
  message: Message;
  /** In how many seconds at the latest; absent when that is not known. */
  inSeconds?: number;
}

/**
 * What is going on with one queue and its workers: one state with a plain
 * sentence, its cause, what to do, and the evidence it was read from.
 *
 * @public
 */
export interface Diagnosis {
  state: DiagnosisState;
  severity: DiagnosisSeverity;
  shape: DiagnosisShape;
  /** The state in a word or two. */
  title: Message;
  /** One to three sentences with the numbers in them, to be shown one after the other. */
  sentence: readonly Message[];
  /** Why it is so. */
  cause?: Message;
  whatToDo?: Advice;
  /** What else is worth knowing, such as what could not be read. */
  notes: readonly Message[];
  evidence: readonly Evidence[];
  next?: NextStep;
}

/**
 * What {@link diagnose} decides on.
 *
 * @public
 */
export interface DiagnosisInput {
  queue: QueueStatus;
  broker: BrokerStatus;
  /** When the queue's numbers were read, ISO 8601; `null` when they never were. */
  observedAt: string | null;
  /** The queue's worker group, or why it is not known. */
  workers: WorkerGroupReading;
  /** Milliseconds since 1970, as `Date.now()` gives. */
  now: number;
}
