export {
  ANNOTATION_CLUSTER,
  ANNOTATION_NAMESPACE,
  type WorkersReading,
} from './loadWorkers';
export { type PodRow, podRowsOf } from './podRows';
export { useWorkers } from './useWorkers';
