import { Entity } from '@backstage/catalog-model';
import { CeleryService } from '@celery-keda/backstage-plugin-celery-common';

const ANNOTATION_ID = 'backstage.io/kubernetes-id';
const ANNOTATION_SELECTOR = 'backstage.io/kubernetes-label-selector';
const ANNOTATION_CLUSTER = 'backstage.io/kubernetes-cluster';

/**
 * A service, and where its workers run.
 *
 * @internal
 */
export interface LocatedService extends CeleryService {
  /** Absent when the entity does not say how its workers are found. */
  workers?: {
    /** The cluster's name; absent when the entity leaves that open. */
    cluster?: string;
  };
}

/**
 * Adds where the workers run, by the Kubernetes plugin's annotations.
 *
 * @internal
 */
export function locate(entity: Entity, service: CeleryService): LocatedService {
  const annotations = entity.metadata.annotations ?? {};
  return annotations[ANNOTATION_ID] || annotations[ANNOTATION_SELECTOR]
    ? { ...service, workers: { cluster: annotations[ANNOTATION_CLUSTER] } }
    : service;
}
