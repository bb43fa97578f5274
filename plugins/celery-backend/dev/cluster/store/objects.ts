import {
  HpaSpec,
  ScaledObjectSpec,
} from '@celery-keda/backstage-plugin-celery-common';
import {
  DeploymentSpec,
  DeploymentStatus,
  ReplicaSetSpec,
  ReplicaSetStatus,
} from 'kubernetes-types/apps/v1';
import { PodSpec, PodStatus } from 'kubernetes-types/core/v1';

/** The part of an object's metadata that everybody may rely on. */
export interface Metadata {
  name: string;
  namespace: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
  generation?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller: true;
  blockOwnerDeletion: true;
}

/** An object of the cluster. Objects are never changed, only replaced. */
export interface KubernetesObject<Spec = unknown, Status = unknown> {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  spec?: Spec;
  status?: Status;
}

export interface Deployment
  extends KubernetesObject<
    DeploymentSpec,
    // Newer than the package of types.
    DeploymentStatus & { terminatingReplicas?: number }
  > {
  spec: DeploymentSpec & { replicas: number };
}

export interface ReplicaSet
  extends KubernetesObject<ReplicaSetSpec, ReplicaSetStatus> {
  spec: ReplicaSetSpec & { replicas: number };
}

export interface Pod extends KubernetesObject<PodSpec, PodStatus> {
  spec: PodSpec;
  status: PodStatus;
}

export interface HorizontalPodAutoscaler extends KubernetesObject<HpaSpec> {
  spec: HpaSpec;
}

export interface ScaledObject
  extends KubernetesObject<ScaledObjectSpec, ScaledObjectStatus> {
  spec: ScaledObjectSpec;
}

/** What the local cluster itself reads of a ScaledObject's status. */
export interface ScaledObjectStatus {
  originalReplicaCount?: number;
  [field: string]: unknown;
}

export interface TriggerAuthentication
  extends KubernetesObject<{
    secretTargetRef?: Array<{ parameter: string; name: string; key: string }>;
  }> {}

/** Values in clear text: this cluster is on one's own machine. */
export interface Secret extends KubernetesObject {
  stringData: Record<string, string>;
}

export interface ConfigMap extends KubernetesObject {
  data?: Record<string, string>;
}

export interface Event extends KubernetesObject {
  involvedObject: {
    kind: string;
    namespace: string;
    name: string;
    uid: string;
  };
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  count: number;
  firstTimestamp: string;
  lastTimestamp: string;
  source: { component: string };
}

/** The kinds that the cluster itself works with. */
export interface Kinds {
  ConfigMap: ConfigMap;
  Deployment: Deployment;
  Event: Event;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  Pod: Pod;
  ReplicaSet: ReplicaSet;
  ScaledObject: ScaledObject;
  Secret: Secret;
  TriggerAuthentication: TriggerAuthentication;
}

/** A point in time as the API server writes it, in whole seconds. */
export function timestamp(milliseconds: number = Date.now()): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** How an object names the one that controls it. */
export function ownerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Whether one object controls another. */
export function controls(
  owner: KubernetesObject,
  owned: KubernetesObject,
): boolean {
  return (owned.metadata.ownerReferences ?? []).some(
    ({ uid }) => uid === owner.metadata.uid,
  );
}
