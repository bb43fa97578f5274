import { isDeepStrictEqual } from 'node:util';
import { MetricReading } from '@celery-keda/backstage-plugin-celery-common';
import { KubernetesObject, ScaledObject } from '../store/objects';
import { KedaParts, ScaledObjectLoop } from './ScaledObjectLoop';

/** Runs a loop for each ScaledObject there is. */
export class KedaController {
  readonly #parts: KedaParts;
  readonly #loops = new Map<
    string,
    { loop: ScaledObjectLoop; object: ScaledObject }
  >();

  constructor(parts: KedaParts) {
    this.#parts = parts;
  }

  /** Resolves when each ScaledObject that is there was looked at once. */
  async start(): Promise<void> {
    const { store } = this.#parts;
    store.onChange(object => {
      if (object.kind === 'ScaledObject') {
        this.#sync(object as ScaledObject);
      }
    });
    await Promise.all(
      store.list('ScaledObject').map(object => this.#sync(object)),
    );
  }

  stop(): void {
    this.#loops.forEach(({ loop }) => loop.stop());
    this.#loops.clear();
    this.#parts.reader.stop();
  }

  /** What the HPA that a ScaledObject owns is told. */
  async metricsFor(
    hpa: KubernetesObject,
  ): Promise<Readonly<Record<string, MetricReading>>> {
    const uid = hpa.metadata.ownerReferences?.[0].uid ?? '';
    return (await this.#loops.get(uid)?.loop.metrics()) ?? {};
  }

  #sync(object: ScaledObject): Promise<void> | undefined {
    const { uid, namespace, name } = object.metadata;
    const known = this.#loops.get(uid);
    const current = this.#parts.store.get('ScaledObject', namespace, name);
    if (current?.metadata.uid !== uid) {
      known?.loop.stop();
      this.#loops.delete(uid);
      return undefined;
    }
    if (!known) {
      const loop = new ScaledObjectLoop(object, this.#parts);
      this.#loops.set(uid, { loop, object });
      return loop.start();
    }
    if (!isSame(known.object, object)) {
      this.#loops.set(uid, { loop: known.loop, object });
      known.loop.replace(object);
    }
    return undefined;
  }
}

/** What KEDA itself writes into a ScaledObject is no change to it. */
function isSame(a: ScaledObject, b: ScaledObject): boolean {
  return (
    isDeepStrictEqual(a.spec, b.spec) &&
    isDeepStrictEqual(a.metadata.annotations, b.metadata.annotations)
  );
}
