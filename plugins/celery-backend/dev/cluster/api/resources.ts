/** A resource that the API serves. */
export interface Resource {
  /** `''` for the core group. */
  group: string;
  version: string;
  plural: string;
  kind: string;
}

const core = (plural: string, kind: string): Resource => ({
  group: '',
  version: 'v1',
  plural,
  kind,
});

/**
 * What the Kubernetes plugin lists, and what our manifests hold. Kinds that
 * nothing here makes are empty lists, as they would be in a real cluster.
 */
export const RESOURCES: readonly Resource[] = [
  core('pods', 'Pod'),
  core('services', 'Service'),
  core('configmaps', 'ConfigMap'),
  core('events', 'Event'),
  core('limitranges', 'LimitRange'),
  core('resourcequotas', 'ResourceQuota'),
  core('serviceaccounts', 'ServiceAccount'),
  ...[
    ['deployments', 'Deployment'],
    ['replicasets', 'ReplicaSet'],
    ['statefulsets', 'StatefulSet'],
    ['daemonsets', 'DaemonSet'],
  ].map(([plural, kind]) => ({ group: 'apps', version: 'v1', plural, kind })),
  {
    group: 'autoscaling',
    version: 'v2',
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
  },
  { group: 'batch', version: 'v1', plural: 'jobs', kind: 'Job' },
  { group: 'batch', version: 'v1', plural: 'cronjobs', kind: 'CronJob' },
  {
    group: 'networking.k8s.io',
    version: 'v1',
    plural: 'ingresses',
    kind: 'Ingress',
  },
  {
    group: 'keda.sh',
    version: 'v1alpha1',
    plural: 'scaledobjects',
    kind: 'ScaledObject',
  },
  {
    group: 'keda.sh',
    version: 'v1alpha1',
    plural: 'triggerauthentications',
    kind: 'TriggerAuthentication',
  },
];

/** `v1`, `apps/v1` and the like. */
export function apiVersionOf({ group, version }: Resource): string {
  return group ? `${group}/${version}` : version;
}

/** What a request's path names. */
export interface ResourcePath {
  resource: Resource;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** Reads a request's path; `undefined` when the API does not serve it. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const [before, root, ...encoded] = path.split('/');
  if (before || !['api', 'apis'].includes(root) || encoded.includes('')) {
    return undefined;
  }
  const segments = encoded.map(part => decodeURIComponent(part));
  const group = root === 'apis' ? segments.shift() : '';
  const version = segments.shift();
  const [, namespace] =
    segments[0] === 'namespaces' && segments.length > 2
      ? segments.splice(0, 2)
      : [];
  const [plural, name, subresource, ...rest] = segments;
  const resource = RESOURCES.find(
    each =>
      each.group === group &&
      each.version === version &&
      each.plural === plural,
  );
  const addressable = name === undefined || namespace !== undefined;
  return resource && addressable && rest.length === 0
    ? { resource, namespace, name, subresource }
    : undefined;
}
