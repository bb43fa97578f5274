import {
  DEFAULT_POLLING_INTERVAL,
  externalMetrics,
  hpaNameOf,
  HpaSpec,
  hpaSpecOf,
  initialKedaState,
  kedaPoll,
  KedaState,
  MetricReading,
  restartedKedaState,
  ScaledObjectSpec,
} from '@celery-keda/backstage-plugin-celery-common';
import { ClusterMemory } from '../memory';
import { hpaConditions } from '../hpa/hpaStatus';
import { EventRecorder } from '../store/events';
import {
  Deployment,
  HorizontalPodAutoscaler,
  ownerReference,
  ScaledObject,
} from '../store/objects';
import { ObjectStore } from '../store/ObjectStore';
import { failedStatus, scaledObjectStatus } from './scaledObjectStatus';
import { TriggerReader } from './TriggerReader';

const NAME_LABEL = 'scaledobject.keda.sh/name';
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

export interface KedaParts {
  store: ObjectStore;
  events: EventRecorder;
  memory: ClusterMemory;
  reader: TriggerReader;
}

/** KEDA's work on one ScaledObject. */
export class ScaledObjectLoop {
  readonly #parts: KedaParts;
  #object: ScaledObject;
  #state: KedaState;
  #checked = false;
  #originalReplicas: number | undefined;
  #retryMs = FIRST_RETRY_MS;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Polls follow one another, also when a change asks for one in between. */
  #polling: Promise<void> = Promise.resolve();

  constructor(object: ScaledObject, parts: KedaParts) {
    this.#object = object;
    this.#parts = parts;
    const remembered = parts.memory.recall(object);
    this.#originalReplicas = remembered?.originalReplicaCount;
    this.#state = {
      ...initialKedaState(Date.parse(object.metadata.creationTimestamp) / 1000),
      ...(remembered?.lastActiveAt !== undefined && {
        lastActiveAt: remembered.lastActiveAt,
      }),
    };
  }

  /** Polls now and then again and again; resolves after the first poll. */
  start(): Promise<void> {
    clearTimeout(this.#timer);
    this.#polling = this.#polling.then(() => this.#round());
    return this.#polling;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** The ScaledObject has got another spec or other annotations. */
  replace(object: ScaledObject): void {
    this.#object = object;
    this.#state = restartedKedaState(this.#state);
    this.#checked = false;
    this.start();
  }

  /** What the HPA is told about its metrics. */
  async metrics(): Promise<Readonly<Record<string, MetricReading>>> {
    const { spec } = this.#object;
    const readings = await this.#read();
    const { state, metrics } = externalMetrics({
      spec,
      state: this.#state,
      readings,
      ...this.#replicaCounts(this.#target()),
    });
    this.#state = state;
    return metrics;
  }

  async #round(): Promise<void> {
    let nextMs: number;
    try {
      const target = this.#requireTarget();
      await this.#check(target);
      await this.#poll(target);
      this.#retryMs = FIRST_RETRY_MS;
      nextMs = (this.#spec.pollingInterval ?? DEFAULT_POLLING_INTERVAL) * 1000;
    } catch (error) {
      if (!this.#stopped) {
        this.#fail(error as Error);
      }
      nextMs = this.#retryMs;
      this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    }
    if (!this.#stopped) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.start(), nextMs);
    }
  }

  /** Before it scales anything KEDA connects once, and makes the HPA. */
  async #check(target: Deployment): Promise<void> {
    if (this.#checked) {
      return;
    }
    const { annotations, name } = this.#object.metadata;
    const hpaSpec = hpaSpecOf(this.#spec, { name, annotations });
    const isNew = this.#object.status?.hpaName === undefined;
    if (hpaSpec && isNew) {
      const readings = await this.#read();
      for (const reading of readings) {
        if ('error' in reading) {
          throw new Error(reading.error);
        }
      }
    }
    this.#originalReplicas ??= target.spec.replicas;
    this.#writeHpa(hpaSpec);
    this.#checked = true;
  }

  async #poll(target: Deployment): Promise<void> {
    const object = this.#object;
    const readings = await this.#read();
    if (this.#stopped || object !== this.#object) {
      return;
    }
    const { state, replicas, decision } = kedaPoll({
      spec: this.#spec,
      annotations: object.metadata.annotations,
      state: this.#state,
      readings,
      hpaConditions: hpaConditions(this.#hpa()),
      now: Date.now() / 1000,
      ...this.#replicaCounts(target),
    });
    this.#state = state;
    if (replicas !== undefined) {
      this.#scale(target, replicas, decision.reason.code);
    }
    this.#writeStatus(
      scaledObjectStatus(object, state, this.#originalReplicas ?? 0),
    );
    this.#parts.memory.remember(object, {
      lastActiveAt: state.lastActiveAt,
      originalReplicaCount: this.#originalReplicas,
    });
  }

  get #spec(): ScaledObjectSpec {
    return this.#object.spec;
  }

  #read() {
    const { reader, store } = this.#parts;
    const { namespace } = this.#object.metadata;
    return reader.read(this.#spec, {
      triggerAuthentication: name =>
        store.get('TriggerAuthentication', namespace, name),
      secret: name => store.get('Secret', namespace, name),
    });
  }

  #target(): Deployment | undefined {
    const { namespace } = this.#object.metadata;
    const name = this.#spec.scaleTargetRef?.name ?? '';
    return this.#parts.store.get('Deployment', namespace, name);
  }

  #requireTarget(): Deployment {
    const target = this.#target();
    if (!target) {
      throw new Error(
        "ScaledObject doesn't have correct scaleTargetRef specification",
      );
    }
    return target;
  }

  #replicaCounts(target: Deployment | undefined) {
    return {
      replicas: target?.spec.replicas ?? 0,
      readyReplicas: target?.status?.readyReplicas ?? 0,
    };
  }

  #hpa(): HorizontalPodAutoscaler | undefined {
    const { namespace, name } = this.#object.metadata;
    return this.#parts.store.get(
      'HorizontalPodAutoscaler',
      namespace,
      hpaNameOf(this.#spec, name),
    );
  }

  #writeHpa(spec: HpaSpec | undefined): void {
    const { store } = this.#parts;
    const { metadata } = this.#object;
    const current = this.#hpa();
    if (!spec) {
      if (current) {
        store.remove(current);
      }
    } else if (current) {
      const { annotations } = metadata;
      store.update(current, live => ({
        ...live,
        metadata: { ...live.metadata, annotations },
        spec,
      }));
    } else {
      const name = hpaNameOf(this.#spec, metadata.name);
      store.create<HorizontalPodAutoscaler>({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: {
          name,
          namespace: metadata.namespace,
          labels: {
            ...metadata.labels,
            [NAME_LABEL]: metadata.name,
            'app.kubernetes.io/managed-by': 'keda-operator',
            'app.kubernetes.io/name': name,
            'app.kubernetes.io/part-of': metadata.name,
          },
          annotations: metadata.annotations,
          ownerReferences: [ownerReference(this.#object)],
        },
        spec,
        status: { currentMetrics: null, desiredReplicas: 0 },
      });
    }
  }

  #scale(target: Deployment, replicas: number, why: string): void {
    const from = target.spec.replicas;
    const { namespace, name } = target.metadata;
    this.#parts.store.update(target, live => ({
      ...live,
      spec: { ...live.spec, replicas },
    }));
    this.#parts.events.record(
      this.#object,
      'keda-operator',
      'Normal',
      replicas > from
        ? 'KEDAScaleTargetActivated'
        : 'KEDAScaleTargetDeactivated',
      `Scaled apps/v1.Deployment ${namespace}/${name} from ${from} to ${replicas} (${why})`,
    );
  }

  #fail(error: Error): void {
    this.#writeStatus(failedStatus(error.message));
    this.#parts.events.record(
      this.#object,
      'keda-operator',
      'Warning',
      'ScaledObjectCheckFailed',
      error.message,
    );
  }

  #writeStatus(status: ScaledObject['status']): void {
    this.#parts.store.update(this.#object, live => ({
      ...live,
      metadata: {
        ...live.metadata,
        labels: { ...live.metadata.labels, [NAME_LABEL]: live.metadata.name },
        finalizers: ['finalizer.keda.sh'],
      },
      status,
    }));
  }
}
