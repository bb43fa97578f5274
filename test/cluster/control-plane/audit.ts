/**
 * What the API server writes down: when a ScaledObject was made or changed, who
 * changed a Deployment's replicas to what, and when the HPA read a metric.
 */
export const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    {
      level: 'Request',
      verbs: ['update', 'patch'],
      resources: [{ group: 'apps', resources: ['deployments/scale'] }],
    },
    {
      // The answer tells the second of creation that KEDA goes by.
      level: 'RequestResponse',
      // Server-side apply is a patch.
      verbs: ['create', 'patch'],
      resources: [{ group: 'keda.sh', resources: ['scaledobjects'] }],
    },
    {
      level: 'Metadata',
      verbs: ['get', 'list'],
      resources: [{ group: 'external.metrics.k8s.io' }],
    },
    { level: 'None' },
  ],
};
