import { EventRecorder } from '../store/events';
import {
  controls,
  Deployment,
  KubernetesObject,
  ownerReference,
  Pod,
  ReplicaSet,
  timestamp,
} from '../store/objects';
import { ObjectStore } from '../store/ObjectStore';
import { randomSuffix, templateHash } from './names';
import { isActive, victims } from './victims';
import { deploymentStatus, replicaSetStatus } from './workloadStatus';

const HASH_LABEL = 'pod-template-hash';
const WORKLOADS = ['Deployment', 'ReplicaSet', 'Pod', 'ScaledObject'];
const NODE = 'local';

/**
 * Makes Deployments into ReplicaSets and those into pods, and removes what
 * nobody controls any more.
 *
 * A changed template replaces all pods at once; a real cluster would take
 * them in turns.
 */
export class WorkloadController {
  readonly #store: ObjectStore;
  readonly #events: EventRecorder;
  #scheduled = false;
  #stopped = false;

  constructor(store: ObjectStore, events: EventRecorder) {
    this.#store = store;
    this.#events = events;
  }

  start(): void {
    this.#store.onChange(({ kind }) => {
      if (WORKLOADS.includes(kind)) {
        this.#schedule();
      }
    });
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Asks for the end of a pod; with its own grace unless another is given. */
  deletePod(
    pod: Pod,
    grace: number = pod.spec.terminationGracePeriodSeconds ?? 30,
  ): void {
    this.#store.update(pod, current =>
      current.metadata.deletionTimestamp === undefined
        ? {
            ...current,
            metadata: {
              ...current.metadata,
              deletionTimestamp: timestamp(Date.now() + grace * 1000),
              deletionGracePeriodSeconds: grace,
            },
          }
        : current,
    );
  }

  #schedule(): void {
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        if (!this.#stopped) {
          this.#reconcile();
        }
      });
    }
  }

  #reconcile(): void {
    for (const deployment of this.#store.list('Deployment')) {
      try {
        this.#deployment(deployment);
      } catch (error) {
        this.#events.record(
          deployment,
          'deployment-controller',
          'Warning',
          'ReconcileError',
          (error as Error).message,
        );
      }
    }
    this.#collectGarbage();
  }

  #deployment(deployment: Deployment): void {
    const hash = templateHash(deployment.spec.template);
    const name = `${deployment.metadata.name}-${hash}`;
    const owned = this.#ownedBy(deployment, 'ReplicaSet');
    const current =
      owned.find(({ metadata }) => metadata.name === name) ??
      this.#createReplicaSet(deployment, name, hash);
    for (const old of owned) {
      if (old !== current) {
        this.#scale(deployment, old, 0);
        if (this.#ownedBy(old, 'Pod').length === 0) {
          this.#store.remove(old);
        }
      }
    }
    this.#scale(deployment, current, deployment.spec.replicas);

    const updated = this.#ownedBy(current, 'Pod');
    const pods = owned
      .filter(old => old !== current)
      .flatMap(old => this.#ownedBy(old, 'Pod'))
      .concat(updated);
    this.#store.update(deployment, live => ({
      ...live,
      status: deploymentStatus(live, current, updated, pods),
    }));
  }

  #createReplicaSet(
    deployment: Deployment,
    name: string,
    hash: string,
  ): ReplicaSet {
    const { metadata, spec } = deployment;
    const labels = { ...spec.template.metadata?.labels, [HASH_LABEL]: hash };
    return this.#store.create<ReplicaSet>({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name,
        namespace: metadata.namespace,
        labels,
        ownerReferences: [ownerReference(deployment)],
      },
      spec: {
        replicas: 0,
        selector: {
          matchLabels: { ...spec.selector.matchLabels, [HASH_LABEL]: hash },
        },
        template: {
          ...spec.template,
          metadata: { ...spec.template.metadata, labels },
        },
      },
    });
  }

  #scale(deployment: Deployment, replicaSet: ReplicaSet, to: number): void {
    const from = replicaSet.spec.replicas;
    if (from !== to) {
      this.#store.update(replicaSet, live => ({
        ...live,
        spec: { ...live.spec, replicas: to },
      }));
      this.#events.record(
        deployment,
        'deployment-controller',
        'Normal',
        'ScalingReplicaSet',
        `Scaled ${to > from ? 'up' : 'down'} replica set ${
          replicaSet.metadata.name
        } from ${from} to ${to}`,
      );
    }
    const active = this.#ownedBy(replicaSet, 'Pod').filter(isActive);
    for (let count = active.length; count < to; count += 1) {
      this.#createPod(replicaSet);
    }
    victims(active, active.length - to, Date.now()).forEach(pod =>
      this.deletePod(pod),
    );
    const pods = this.#ownedBy(replicaSet, 'Pod');
    this.#store.update(replicaSet, live => ({
      ...live,
      status: replicaSetStatus(live, pods),
    }));
  }

  #createPod(replicaSet: ReplicaSet): void {
    const { template } = replicaSet.spec;
    const { namespace, name } = replicaSet.metadata;
    this.#store.create<Pod>({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-${randomSuffix()}`,
        namespace,
        labels: template?.metadata?.labels,
        annotations: template?.metadata?.annotations,
        ownerReferences: [ownerReference(replicaSet)],
      },
      spec: { ...template!.spec!, nodeName: NODE },
      status: { phase: 'Pending' },
    });
  }

  #ownedBy<K extends 'ReplicaSet' | 'Pod'>(owner: KubernetesObject, kind: K) {
    return this.#store
      .list(kind, owner.metadata.namespace)
      .filter(object => controls(owner, object));
  }

  #collectGarbage(): void {
    const owners = [
      ...this.#store.list('Deployment'),
      ...this.#store.list('ReplicaSet'),
      ...this.#store.list('ScaledObject'),
    ];
    const isOrphan = (object: KubernetesObject) =>
      !owners.some(owner => controls(owner, object));
    this.#store
      .list('Pod')
      .filter(isOrphan)
      .forEach(pod => this.deletePod(pod));
    [
      ...this.#store.list('ReplicaSet'),
      ...this.#store.list('HorizontalPodAutoscaler'),
    ]
      .filter(isOrphan)
      .forEach(object => this.#store.remove(object));
  }
}
