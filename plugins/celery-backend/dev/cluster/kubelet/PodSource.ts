import { PodSpec } from 'kubernetes-types/core/v1';
import { Metadata } from '../store/objects';

/** What is needed of a pod in order to run it. */
export interface PodSource {
  metadata: Pick<
    Metadata,
    'name' | 'namespace' | 'uid' | 'labels' | 'annotations'
  >;
  spec: PodSpec;
}
