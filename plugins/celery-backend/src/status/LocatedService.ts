import { Entity, getEntitySourceLocation } from '@backstage/catalog-model';
import { CeleryService } from '@celery-keda/backstage-plugin-celery-common';

const ANNOTATION_ID = 'backstage.io/kubernetes-id';
const ANNOTATION_SELECTOR = 'backstage.io/kubernetes-label-selector';
const ANNOTATION_CLUSTER = 'backstage.io/kubernetes-cluster';

/**
 * A service, where its workers run, and where its sources are.
 *
 * @internal
 */
export interface LocatedService extends CeleryService {
  /** Absent when the entity does not say how its workers are found. */
  workers?: {
    /** The cluster's name; absent when the entity leaves that open. */
    cluster?: string;
  };
  /** Absent when the entity does not say. */
  source?: { type: string; target: string };
}

/**
 * Adds where the workers run, by the Kubernetes plugin's annotations, and
 * where the sources are, by the catalog's.
 *
 * @internal
 */
export function locate(entity: Entity, service: CeleryService): LocatedService {
  const annotations = entity.metadata.annotations ?? {};
  const isOnCluster =
    annotations[ANNOTATION_ID] || annotations[ANNOTATION_SELECTOR];
  return {
    ...service,
    ...(isOnCluster && {
      workers: { cluster: annotations[ANNOTATION_CLUSTER] },
    }),
    source: sourceOf(entity),
  };
}

function sourceOf(entity: Entity): LocatedService['source'] {
  try {
    return getEntitySourceLocation(entity);
  } catch {
    return undefined;
  }
}
