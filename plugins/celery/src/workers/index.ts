export {
  ANNOTATION_CLUSTER,
  ANNOTATION_NAMESPACE,
  type WorkersReading,
} from './loadWorkers';
export { useWorkers } from './useWorkers';
