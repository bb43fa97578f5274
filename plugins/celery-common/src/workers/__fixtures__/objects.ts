import { CeleryService } from '../../annotations';
import {
  Deployment,
  HorizontalPodAutoscaler,
  Pod,
  ScaledObject,
} from '../kubernetes';
import { WorkerObjects } from '../types';
import { LABEL_QUEUE } from '../workerGroups';

/** A service with one queue. */
export const orders: CeleryService = {
  entityRef: 'component:default/orders',
  broker: 'orders-broker',
  queues: ['orders'],
  keyPrefix: 'orders:',
  prioritySteps: [0, 3, 6, 9],
};
/** The same service with two queues. */
export const twoQueues: CeleryService = {
  ...orders,
  queues: ['orders', 'bulk'],
};

/** A cluster without any object of the service. */
export const nothing: WorkerObjects = {
  deployments: [],
  scaledObjects: [],
  horizontalPodAutoscalers: [],
  pods: [],
};

function metadata(name: string, queue?: string) {
  return {
    name,
    namespace: 'orders',
    ...(queue ? { labels: { [LABEL_QUEUE]: queue } } : {}),
  };
}

/** Three workers wanted, two of them ready. */
export function deployment(name: string, queue?: string): Deployment {
  return {
    metadata: metadata(name, queue),
    spec: { replicas: 3, selector: { matchLabels: { app: name } } },
    status: { replicas: 3, readyReplicas: 2 },
  };
}

/** Scales the Deployment of its name by the lists. */
export function scaledObject(
  name: string,
  listNames: readonly string[],
  queue?: string,
): ScaledObject {
  return {
    metadata: metadata(name, queue),
    spec: {
      scaleTargetRef: { name },
      minReplicaCount: 0,
      maxReplicaCount: 20,
      triggers: listNames.map(listName => ({
        type: 'redis',
        metadata: { listName },
      })),
    },
  };
}

/** An HPA that wants seven workers. */
export function autoscaler(
  name: string,
  target: string,
): HorizontalPodAutoscaler {
  return {
    metadata: metadata(name),
    spec: { minReplicas: 1, maxReplicas: 10, scaleTargetRef: { name: target } },
    status: { desiredReplicas: 7 },
  };
}

/** A pod that is ready. */
export function pod(name: string, labels: Record<string, string>): Pod {
  return {
    metadata: { name, namespace: 'orders', labels },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}
