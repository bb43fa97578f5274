import { Entity } from '@backstage/catalog-model';
import { ObjectsByEntityResponse } from '@backstage/plugin-kubernetes-common';
import {
  BrokerStatus,
  HistoryPoint,
  PlanSettings,
  QueueStatus,
  ServiceHistory,
  ServiceManifest,
  ServiceStatus,
} from '@celery-keda/backstage-plugin-celery-common';

/** A service with the queues named, in namespace `orders` of `iks-prod`. */
export function serviceEntity(...queues: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'orders',
      namespace: 'default',
      annotations: {
        'celeryq.dev/broker': 'orders-broker',
        'celeryq.dev/queues': queues.join(','),
        'celeryq.dev/key-prefix': 'orders:',
        'backstage.io/kubernetes-id': 'orders',
        'backstage.io/kubernetes-namespace': 'orders',
        'backstage.io/kubernetes-cluster': 'iks-prod',
      },
    },
    spec: { type: 'service', owner: 'group:default/platform' },
  };
}

/** The same entity with other annotations. */
export function withAnnotations(
  entity: Entity,
  annotations: Record<string, string>,
): Entity {
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

/** A queue that is empty, but for what is given. */
export function queueStatus(
  name: string,
  numbers: Partial<QueueStatus> = {},
): QueueStatus {
  return {
    name,
    length: 0,
    lengthByPriority: { '0': 0 },
    inFlight: 0,
    oldestAgeSeconds: null,
    arrivalPerSecond: null,
    drainPerSecond: null,
    secondsToDrain: null,
    ...numbers,
  };
}

/** A status of now, from a broker in good health unless told otherwise. */
export function serviceStatus(
  queues: QueueStatus[],
  overrides: {
    broker?: Partial<BrokerStatus>;
    observedAt?: string | null;
  } = {},
): ServiceStatus {
  const { broker, observedAt = new Date().toISOString() } = overrides;
  return {
    entityRef: 'component:default/orders',
    observedAt,
    refreshSeconds: 5,
    broker: { name: 'orders-broker', state: 'ok', ...broker },
    queues,
  };
}

/** A step of a history, each measure the same all through it. */
export function historyPoint(
  at: number,
  measures: Partial<Record<keyof Omit<HistoryPoint, 'at'>, number>>,
): HistoryPoint {
  const range = (value: number | undefined) =>
    value === undefined ? null : { min: value, avg: value, max: value };
  return {
    at: new Date(at).toISOString(),
    length: range(measures.length),
    inFlight: range(measures.inFlight),
    scheduled: range(measures.scheduled),
    oldestAgeSeconds: range(measures.oldestAgeSeconds),
    replicas: range(measures.replicas),
    desiredReplicas: range(measures.desiredReplicas),
  };
}

/** The history of queue `orders` over the hour from 12:00 UTC, in minutes. */
export function serviceHistory(points: HistoryPoint[]): ServiceHistory {
  return {
    entityRef: 'component:default/orders',
    from: '2026-11-25T12:00:00.000Z',
    to: '2026-11-25T13:00:00.000Z',
    stepSeconds: 60,
    queues: [{ name: 'orders', points }],
  };
}

/** What the repository holds of queue `orders`, in its base and an overlay. */
export function serviceManifest(
  settings: PlanSettings,
  overrides: Partial<ServiceManifest> = {},
): ServiceManifest {
  const variant = (path: string, changes: PlanSettings = {}) => ({
    path,
    complete: true,
    settings: { ...settings, ...changes },
  });
  return {
    entityRef: 'component:default/orders',
    readAt: new Date().toISOString(),
    queues: [
      {
        name: 'orders',
        variants: [
          variant('deploy/base'),
          variant('deploy/overlays/dev', { maxReplicas: 2 }),
        ],
      },
    ],
    ...overrides,
  };
}

/** The answer for an entity that does not say where its sources are. */
export const NO_MANIFEST: ServiceManifest = {
  entityRef: 'component:default/orders',
  readAt: null,
  error: { code: 'no-source', message: 'The sources are unknown.' },
  queues: [{ name: 'orders', variants: [] }],
};

/** A queue's worker group as a cluster returns it. */
export interface WorkerGroupObjects {
  queue: string;
  ready: number;
  wanted: number;
  max?: number;
}

/** The Kubernetes plugin's answer for worker groups in cluster `iks-prod`. */
export function clusterAnswer(
  ...groups: WorkerGroupObjects[]
): ObjectsByEntityResponse {
  const blocks = [
    groups.flatMap(pods),
    groups.map(deployment),
    groups.map(horizontalPodAutoscaler),
    groups.map(scaledObject),
  ];
  return {
    items: [
      {
        cluster: { name: 'iks-prod' },
        podMetrics: [],
        errors: [],
        resources: blocks.map(resources => ({
          type: 'customresources',
          resources,
        })),
      },
    ],
  };
}

/** The same answer where the portal may not list ScaledObjects. */
export function withoutScaledObjects({
  items: [item],
}: ObjectsByEntityResponse): ObjectsByEntityResponse {
  return {
    items: [
      {
        ...item,
        resources: item.resources.slice(0, -1),
        errors: [
          {
            errorType: 'UNKNOWN_ERROR',
            statusCode: 403,
            resourcePath:
              '/apis/keda.sh/v1alpha1/namespaces/orders/scaledobjects',
          },
        ],
      },
    ],
  };
}

const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

const metadata = ({ queue }: WorkerGroupObjects, name: string = queue) => ({
  name,
  namespace: 'orders',
  creationTimestamp: ago(86_400),
  labels: {
    'backstage.io/kubernetes-id': 'orders',
    'app.kubernetes.io/name': 'orders',
    'celeryq.dev/queue': queue,
  },
});

function deployment(group: WorkerGroupObjects) {
  const meta = metadata(group);
  return {
    kind: 'Deployment',
    metadata: meta,
    spec: {
      replicas: group.wanted,
      selector: { matchLabels: { 'celeryq.dev/queue': group.queue } },
    },
    status: { replicas: group.wanted, readyReplicas: group.ready },
  };
}

function scaledObject(group: WorkerGroupObjects) {
  const active = group.wanted > 0 ? 'True' : 'False';
  return {
    kind: 'ScaledObject',
    metadata: metadata(group),
    spec: {
      scaleTargetRef: { name: group.queue },
      minReplicaCount: 0,
      maxReplicaCount: group.max ?? 20,
      pollingInterval: 5,
      cooldownPeriod: 60,
      triggers: [
        {
          type: 'redis',
          name: 'waiting',
          metadata: { listName: `orders:${group.queue}`, listLength: '2' },
        },
      ],
    },
    status: {
      lastActiveTime: ago(2),
      hpaName: `keda-hpa-${group.queue}`,
      conditions: [
        { type: 'Ready', status: 'True', reason: 'ScaledObjectReady' },
        { type: 'Active', status: active },
      ],
    },
  };
}

function horizontalPodAutoscaler(group: WorkerGroupObjects) {
  return {
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(group, `keda-hpa-${group.queue}`),
    spec: {
      minReplicas: 1,
      maxReplicas: group.max ?? 20,
      scaleTargetRef: { kind: 'Deployment', name: group.queue },
    },
    status: {
      currentReplicas: group.ready,
      desiredReplicas: group.wanted,
      conditions: [
        { type: 'AbleToScale', status: 'True', reason: 'SucceededRescale' },
        { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound' },
      ],
    },
  };
}

function pods(group: WorkerGroupObjects) {
  return Array.from({ length: group.wanted }, (_, index) => ({
    kind: 'Pod',
    metadata: metadata(group, `${group.queue}-7d9f-${index}`),
    status: {
      phase: index < group.ready ? 'Running' : 'Pending',
      conditions: [
        { type: 'Ready', status: index < group.ready ? 'True' : 'False' },
      ],
    },
  }));
}
