/**
 * What the Celery plugins share: the catalog annotations, the REST contract,
 * permissions, Celery's keys in Redis, and the pure models of KEDA, the
 * Horizontal Pod Autoscaler and a Celery fleet.
 *
 * Nothing in this package does I/O or reads a clock that it was not handed.
 *
 * @packageDocumentation
 */
export {
  annotationMessages,
  type AnnotationMessageKey,
  type AnnotationProblem,
} from './annotationMessages';
export * from './annotations';
export * from './contract';
export * from './diagnosis';
export * from './history';
export * from './keys';
export * from './manifest';
export * from './model';
export * from './names';
export * from './permissions';
export * from './plan';
export * from './workers';
