import {
  HPA_SYNC_PERIOD,
  HpaDecision,
  hpaReadsMetrics,
  HpaState,
  hpaSync,
  initialHpaState,
  MetricReading,
} from '@celery-keda/backstage-plugin-celery-common';
import { EventRecorder } from '../store/events';
import { Deployment, HorizontalPodAutoscaler } from '../store/objects';
import { ObjectStore } from '../store/ObjectStore';
import { hpaStatus } from './hpaStatus';

export interface HpaControllerOptions {
  store: ObjectStore;
  events: EventRecorder;
  /** What the external metrics API answers to an HPA. */
  metricsFor(
    hpa: HorizontalPodAutoscaler,
  ): Promise<Readonly<Record<string, MetricReading>>>;
  /** Between two passes over an HPA, in seconds. */
  periodSeconds?: number;
}

interface Known {
  state: HpaState;
  timer: NodeJS.Timeout;
}

/** Looks at each HPA in a steady rhythm, first a period after it was made. */
export class HpaController {
  readonly #options: HpaControllerOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: HpaControllerOptions) {
    this.#options = options;
  }

  start(): void {
    const { store } = this.#options;
    store.onChange(object => {
      if (object.kind === 'HorizontalPodAutoscaler') {
        this.#follow(object as HorizontalPodAutoscaler);
      }
    });
    store.list('HorizontalPodAutoscaler').forEach(hpa => this.#follow(hpa));
  }

  stop(): void {
    this.#known.forEach(({ timer }) => clearInterval(timer));
    this.#known.clear();
  }

  #follow(seen: HorizontalPodAutoscaler): void {
    const { periodSeconds = HPA_SYNC_PERIOD } = this.#options;
    const { uid } = seen.metadata;
    const known = this.#known.get(uid);
    if (!this.#current(seen)) {
      clearInterval(known?.timer);
      this.#known.delete(uid);
    } else if (!known) {
      this.#known.set(uid, {
        state: initialHpaState(),
        timer: setInterval(
          () => this.#pass(seen).catch(error => this.#fail(seen, error)),
          periodSeconds * 1000,
        ),
      });
    }
  }

  #current(seen: HorizontalPodAutoscaler): HorizontalPodAutoscaler | undefined {
    const { namespace, name, uid } = seen.metadata;
    const current = this.#options.store.get(
      'HorizontalPodAutoscaler',
      namespace,
      name,
    );
    return current?.metadata.uid === uid ? current : undefined;
  }

  async #pass(seen: HorizontalPodAutoscaler): Promise<void> {
    const before = this.#current(seen);
    const target = before && this.#target(before);
    if (!before || !target) {
      return;
    }
    const metrics = hpaReadsMetrics(before.spec, target.spec.replicas)
      ? await this.#options.metricsFor(before)
      : {};
    const known = this.#known.get(seen.metadata.uid);
    const hpa = this.#current(seen);
    const deployment = hpa && this.#target(hpa);
    if (!known || !deployment) {
      return;
    }
    const { state, replicas, decision } = hpaSync({
      spec: hpa.spec,
      state: known.state,
      specReplicas: deployment.spec.replicas,
      statusReplicas: deployment.status?.replicas ?? 0,
      readyReplicas: deployment.status?.readyReplicas ?? 0,
      metrics,
      now: Date.now() / 1000,
    });
    known.state = state;
    if (replicas !== undefined) {
      this.#scale(hpa, deployment, replicas, decision);
    }
    this.#options.store.update(hpa, live => ({
      ...live,
      status: hpaStatus(state),
    }));
  }

  #fail(hpa: HorizontalPodAutoscaler, error: Error): void {
    this.#options.events.record(
      hpa,
      'horizontal-pod-autoscaler',
      'Warning',
      'FailedComputeMetricsReplicas',
      error.message,
    );
  }

  #target({ metadata, spec }: HorizontalPodAutoscaler): Deployment | undefined {
    const { name } = spec.scaleTargetRef;
    return this.#options.store.get('Deployment', metadata.namespace, name);
  }

  #scale(
    hpa: HorizontalPodAutoscaler,
    deployment: Deployment,
    replicas: number,
    { from, reason }: HpaDecision,
  ): void {
    this.#options.store.update(deployment, live => ({
      ...live,
      spec: { ...live.spec, replicas },
    }));
    const why =
      reason.code === 'metric'
        ? `external metric ${reason.metric} ${
            replicas > from ? 'above' : 'below'
          } target`
        : reason.code;
    this.#options.events.record(
      hpa,
      'horizontal-pod-autoscaler',
      'Normal',
      'SuccessfulRescale',
      `New size: ${replicas}; reason: ${why}`,
    );
  }
}
