import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  UnknownWorkers,
  UnknownWorkersCode,
  WorkerObjectKind,
  WorkerObjects,
} from '@celery-keda/backstage-plugin-celery-common';
import { LocatedService } from '../status/LocatedService';

/** One cluster that hangs delays the Kubernetes plugin's answer for all. */
const TIMEOUT_MILLIS = 5_000;

const RESOURCES: Record<
  WorkerObjectKind,
  { group: string; apiVersion: string; plural: string }
> = {
  deployments: { group: 'apps', apiVersion: 'v1', plural: 'deployments' },
  scaledObjects: {
    group: 'keda.sh',
    apiVersion: 'v1alpha1',
    plural: 'scaledobjects',
  },
  horizontalPodAutoscalers: {
    group: 'autoscaling',
    apiVersion: 'v2',
    plural: 'horizontalpodautoscalers',
  },
  pods: { group: '', apiVersion: 'v1', plural: 'pods' },
};

/** What the Kubernetes plugin says of one cluster. */
interface ClusterAnswer {
  cluster: { name: string };
  resources: Array<{ resources: object[] }>;
  errors: Array<{ errorType: string; statusCode?: number }>;
}

/**
 * Reads the objects that workers consist of from the Kubernetes plugin, which
 * owns clusters and their credentials and asks for permissions of its own.
 *
 * @internal
 */
export class WorkerObjectsReader {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /**
   * All four kinds. Never rejects: what could not be read says why.
   *
   * @param credentials - whose rights count
   */
  async all(
    service: LocatedService,
    credentials: BackstageCredentials,
  ): Promise<WorkerObjects> {
    const [deployments, scaledObjects, horizontalPodAutoscalers, pods] =
      await Promise.all([
        this.list('deployments', service, credentials),
        this.list('scaledObjects', service, credentials),
        this.list('horizontalPodAutoscalers', service, credentials),
        this.list('pods', service, credentials),
      ]);
    return { deployments, scaledObjects, horizontalPodAutoscalers, pods };
  }

  /** One kind. Never rejects. */
  async list<K extends WorkerObjectKind>(
    kind: K,
    service: LocatedService,
    credentials: BackstageCredentials,
  ): Promise<WorkerObjects[K]> {
    if (!service.workers) {
      return { unknown: 'not-annotated' } as WorkerObjects[K];
    }
    try {
      const response = await this.#ask(kind, service.entityRef, credentials);
      const found = response.ok
        ? objectsOf(await response.json(), service.workers.cluster)
        : { unknown: codeOfStatus(response.status) };
      // The Kubernetes plugin hands on whatever the cluster calls that kind.
      return found as WorkerObjects[K];
    } catch (error) {
      const late = isError(error) && error.name === 'TimeoutError';
      return { unknown: late ? 'timeout' : 'failed' } as WorkerObjects[K];
    }
  }

  async #ask(
    kind: WorkerObjectKind,
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Response> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'kubernetes',
    });
    const baseUrl = await this.#discovery.getBaseUrl('kubernetes');
    return fetch(`${baseUrl}/resources/custom/query`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        entityRef,
        auth: {},
        customResources: [RESOURCES[kind]],
      }),
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
  }
}

function codeOfStatus(status: number): UnknownWorkersCode {
  switch (status) {
    case 401:
    case 403:
      return 'not-permitted';
    case 404:
      // Without clusters in app-config the plugin has no routes at all.
      return 'not-configured';
    default:
      return 'failed';
  }
}

function objectsOf(
  { items }: { items: ClusterAnswer[] },
  cluster: string | undefined,
): object[] | UnknownWorkers {
  const named = cluster
    ? items.filter(item => item.cluster.name === cluster)
    : items;
  if (named.length > 1) {
    return {
      unknown: 'failed',
      message: 'Several clusters answered, and the entity names none of them.',
    };
  }
  const [item] = named;
  if (!item) {
    return { unknown: 'not-configured' };
  }
  const [error] = item.errors;
  return error
    ? unknownOf(error)
    : item.resources.flatMap(block => block.resources);
}

function unknownOf({
  errorType,
  statusCode,
}: ClusterAnswer['errors'][number]): UnknownWorkers {
  if (errorType === 'FETCH_ERROR') {
    return { unknown: 'cluster-unreachable' };
  }
  switch (statusCode) {
    case 401:
    case 403:
      return { unknown: 'not-permitted' };
    case 404:
      return { unknown: 'not-served' };
    default:
      return { unknown: 'failed', message: errorType };
  }
}
