import {
  ClusterObjects,
  CustomResourceMatcher,
  KubernetesFetchError,
  ObjectsByEntityResponse,
} from '@backstage/plugin-kubernetes-common';
import {
  UnknownWorkers,
  WorkerObjectKind,
  WorkerObjects,
} from '@celery-keda/backstage-plugin-celery-common';

/** What a cluster holds of one service. */
export interface ClusterReading {
  /** The cluster's name; absent when no cluster said anything. */
  cluster?: string;
  objects: WorkerObjects;
}

const KINDS: readonly {
  kind: WorkerObjectKind;
  resource: CustomResourceMatcher;
}[] = [
  {
    kind: 'pods',
    resource: { group: '', apiVersion: 'v1', plural: 'pods' },
  },
  {
    kind: 'deployments',
    resource: { group: 'apps', apiVersion: 'v1', plural: 'deployments' },
  },
  {
    kind: 'horizontalPodAutoscalers',
    resource: {
      group: 'autoscaling',
      apiVersion: 'v2',
      plural: 'horizontalpodautoscalers',
    },
  },
  {
    kind: 'scaledObjects',
    resource: {
      group: 'keda.sh',
      apiVersion: 'v1alpha1',
      plural: 'scaledobjects',
    },
  },
];

/** The kinds to ask for, in the order in which {@link readAnswer} reads them. */
export const WORKER_RESOURCES = KINDS.map(({ resource }) => resource);

const NOTHING: WorkerObjects = {
  deployments: [],
  scaledObjects: [],
  horizontalPodAutoscalers: [],
  pods: [],
};

/**
 * Sorts the answer to a query for {@link WORKER_RESOURCES} into kinds.
 *
 * An answer holds one unnamed block for each kind that could be read, in the
 * order asked, and leaves out the kinds that could not: an empty block does
 * not say what it has none of, so that only its position does.
 */
export function readAnswer(
  answer: ObjectsByEntityResponse,
  preferredCluster: string | undefined,
): ClusterReading {
  const item = chooseCluster(answer.items, preferredCluster);
  if (!item) {
    return { objects: { ...NOTHING } };
  }
  const cluster = item.cluster.name;
  const unreachable = item.errors.find(
    error => error.errorType === 'FETCH_ERROR',
  );
  if (unreachable) {
    return {
      cluster,
      objects: allUnknown({ unknown: 'cluster-unreachable' }),
    };
  }

  const objects = { ...NOTHING };
  const blocks = item.resources.map(block => block.resources);
  for (const { kind, resource } of KINDS) {
    const error = item.errors.find(candidate => concerns(candidate, resource));
    if (error) {
      objects[kind] = unknownOf(error);
    } else {
      // The Kubernetes plugin types custom objects as anything at all.
      objects[kind] = (blocks.shift() ?? []) as [];
    }
  }
  return { cluster, objects };
}

function allUnknown(reason: UnknownWorkers): WorkerObjects {
  return {
    deployments: reason,
    scaledObjects: reason,
    horizontalPodAutoscalers: reason,
    pods: reason,
  };
}

function chooseCluster(
  items: readonly ClusterObjects[],
  preferred: string | undefined,
): ClusterObjects | undefined {
  return (
    items.find(item => item.cluster.name === preferred) ??
    items.find(item => item.resources.some(block => block.resources.length)) ??
    items[0]
  );
}

function concerns(
  error: KubernetesFetchError,
  resource: CustomResourceMatcher,
): boolean {
  if (error.errorType === 'FETCH_ERROR') {
    return false;
  }
  const root = resource.group ? `/apis/${resource.group}/` : '/api/';
  const path = error.resourcePath ?? '';
  return path.startsWith(root) && path.endsWith(`/${resource.plural}`);
}

function unknownOf(error: KubernetesFetchError): UnknownWorkers {
  const statusCode =
    error.errorType === 'FETCH_ERROR' ? undefined : error.statusCode;
  switch (statusCode) {
    case 401:
    case 403:
      return { unknown: 'not-permitted' };
    case 404:
      return { unknown: 'not-served' };
    default:
      return {
        unknown: 'failed',
        message: statusCode ? `HTTP ${statusCode}` : error.errorType,
      };
  }
}
