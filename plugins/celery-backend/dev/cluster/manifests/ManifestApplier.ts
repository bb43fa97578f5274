import { ClusterMemory } from '../memory';
import { KubernetesObject } from '../store/objects';
import { ObjectStore } from '../store/ObjectStore';
import { ManifestObject } from './parseManifest';

/** Tells one object from another. */
function keyOf({ kind, metadata }: ManifestObject): string {
  return `${kind} ${metadata.namespace}/${metadata.name}`;
}

/**
 * Makes the store hold what the manifests say, as `kubectl apply` and
 * `kubectl delete` would: what others have set and no manifest mentions stays.
 */
export class ManifestApplier {
  readonly #store: ObjectStore;
  readonly #memory: ClusterMemory;
  /** What was applied last, by service and object. */
  readonly #applied = new Map<string, Map<string, ManifestObject>>();

  constructor(store: ObjectStore, memory: ClusterMemory) {
    this.#store = store;
    this.#memory = memory;
  }

  /**
   * Applies all of a service's objects and removes those it had before.
   *
   * @param complete - false when a manifest could not be read: what is
   * missing may be in there, and stays
   * @returns a sentence for each that could not be applied
   */
  apply(
    service: string,
    objects: ManifestObject[],
    complete: boolean,
  ): string[] {
    const before = this.#applied.get(service) ?? new Map();
    const now = new Map<string, ManifestObject>();
    const problems: string[] = [];
    for (const object of objects) {
      const key = keyOf(object);
      const other = this.#otherOwner(service, key);
      if (now.has(key) || other) {
        problems.push(
          `${key} is defined twice${
            other ? `, also by ${other}` : ''
          }: the first one counts`,
        );
        continue;
      }
      now.set(key, object);
      this.#applyOne(object, before.get(key));
    }
    for (const [key, object] of before) {
      if (now.has(key)) {
        continue;
      }
      if (complete) {
        this.#remove(object);
      } else {
        now.set(key, object);
      }
    }
    this.#applied.set(service, now);
    return problems;
  }

  /** Removes all of a service's objects. */
  remove(service: string): void {
    this.#applied.get(service)?.forEach(object => this.#remove(object));
    this.#applied.delete(service);
  }

  /** The annotations of an object that no manifest has set. */
  foreignAnnotations(object: KubernetesObject): Record<string, string> {
    const key = keyOf(object as ManifestObject);
    const applied = [...this.#applied.values()].find(objects =>
      objects.has(key),
    );
    return without(
      object.metadata.annotations,
      applied?.get(key)?.metadata.annotations,
    );
  }

  #otherOwner(service: string, key: string): string | undefined {
    return [...this.#applied].find(
      ([name, objects]) => name !== service && objects.has(key),
    )?.[0];
  }

  #applyOne(object: ManifestObject, before: ManifestObject | undefined): void {
    const current = this.#store.get(
      object.kind,
      object.metadata.namespace,
      object.metadata.name,
    );
    if (!current) {
      this.#create(object);
      return;
    }
    this.#store.update(current, live => ({
      ...live,
      ...object,
      metadata: {
        ...live.metadata,
        ...merged(live.metadata, object.metadata, before?.metadata),
      },
      spec: withReplicas(
        object.spec,
        (live.spec as { replicas?: number } | undefined)?.replicas,
      ),
    }));
  }

  #create(object: ManifestObject): void {
    const remembered = this.#memory.recall(object);
    this.#store.create({
      ...object,
      metadata: {
        ...object.metadata,
        ...(remembered && {
          uid: remembered.uid,
          creationTimestamp: remembered.creationTimestamp,
          annotations: {
            ...remembered.annotations,
            ...object.metadata.annotations,
          },
        }),
      },
      spec:
        object.kind === 'Deployment'
          ? withReplicas(object.spec, remembered?.replicas ?? 1)
          : object.spec,
    });
  }

  #remove(object: ManifestObject): void {
    this.#store.remove(object);
    this.#memory.forget(object);
  }
}

type Labelled = Pick<ManifestObject['metadata'], 'labels' | 'annotations'>;

/** What a manifest sets, with what others have set beside it. */
function merged(
  live: Labelled,
  wanted: Labelled,
  before: Labelled | undefined,
): Labelled {
  return {
    labels: { ...without(live.labels, before?.labels), ...wanted.labels },
    annotations: {
      ...without(live.annotations, before?.annotations),
      ...wanted.annotations,
    },
  };
}

function without(
  values: Record<string, string> = {},
  names: Record<string, string> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !(name in names)),
  );
}

/** A manifest without `replicas` leaves them as they are. */
function withReplicas(
  spec: ManifestObject['spec'],
  replicas: number | undefined,
): ManifestObject['spec'] {
  return replicas === undefined ? spec : { replicas, ...spec };
}
