const NAME = 'service-0';
const PODS = 5;
const LABELS = {
  'backstage.io/kubernetes-id': NAME,
  'celeryq.dev/queue': 'q0',
};

function metadata(name: string) {
  return {
    name,
    namespace: NAME,
    labels: LABELS,
    creationTimestamp: '2026-01-01T00:00:00Z',
  };
}

/**
 * What the Kubernetes plugin answers when it is asked for the pods, the
 * Deployment, the HPA and the ScaledObject of the first service.
 */
export function workersAnswer(): object {
  const pods = Array.from({ length: PODS }, (_, index) => ({
    metadata: metadata(`${NAME}-${index}`),
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  }));
  const deployment = {
    metadata: metadata(NAME),
    spec: { replicas: PODS, selector: { matchLabels: LABELS } },
    status: { replicas: PODS, readyReplicas: PODS },
  };
  const autoscaler = {
    metadata: metadata(`keda-hpa-${NAME}`),
    spec: {
      minReplicas: 1,
      maxReplicas: PODS,
      scaleTargetRef: { kind: 'Deployment', name: NAME },
    },
    status: { currentReplicas: PODS, desiredReplicas: PODS },
  };
  const scaledObject = {
    metadata: metadata(NAME),
    spec: {
      scaleTargetRef: { name: NAME },
      minReplicaCount: 0,
      maxReplicaCount: PODS,
      triggers: [
        { type: 'redis', metadata: { listName: 'q0', listLength: '5' } },
      ],
    },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
  const blocks = [pods, [deployment], [autoscaler], [scaledObject]];
  return {
    items: [
      {
        cluster: { name: 'local' },
        resources: blocks.map(resources => ({
          type: 'customresources',
          resources,
        })),
        podMetrics: [],
        errors: [],
      },
    ],
  };
}
