import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Kinds, KubernetesObject, Metadata, timestamp } from './objects';

/** An object before the store has filled in what it knows better. */
export type NewObject<T extends KubernetesObject = KubernetesObject> = Omit<
  T,
  'metadata'
> & {
  metadata: Partial<Metadata> & Pick<Metadata, 'name' | 'namespace'>;
};

type Kind = keyof Kinds;
type Named = Pick<KubernetesObject, 'kind'> & {
  metadata: Pick<Metadata, 'name' | 'namespace'>;
};

/** The objects of the cluster, and who wants to know when one changes. */
export class ObjectStore {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #listeners = new Set<(object: KubernetesObject) => void>();
  #resourceVersion = 0;

  /** The version of the newest change. */
  get resourceVersion(): string {
    return String(this.#resourceVersion);
  }

  /** Calls the listener after each object that was made, changed or removed. */
  onChange(listener: (object: KubernetesObject) => void): void {
    this.#listeners.add(listener);
  }

  list<K extends Kind>(kind: K, namespace?: string): Kinds[K][];
  list(kind: string, namespace?: string): KubernetesObject[];
  list(kind: string, namespace?: string): KubernetesObject[] {
    return [...this.#objects.values()].filter(
      object =>
        object.kind === kind &&
        (namespace === undefined || object.metadata.namespace === namespace),
    );
  }

  get<K extends Kind>(
    kind: K,
    namespace: string,
    name: string,
  ): Kinds[K] | undefined;
  get(
    kind: string,
    namespace: string,
    name: string,
  ): KubernetesObject | undefined;
  get(
    kind: string,
    namespace: string,
    name: string,
  ): KubernetesObject | undefined {
    return this.#objects.get(keyOf({ kind, metadata: { namespace, name } }));
  }

  /** Puts a new object in; what its metadata lacks is filled in. */
  create<T extends KubernetesObject>(object: NewObject<T>): T {
    const created = {
      ...object,
      metadata: {
        uid: randomUUID(),
        creationTimestamp: timestamp(),
        generation: 1,
        ...object.metadata,
        resourceVersion: this.#nextVersion(),
      },
    } as unknown as T;
    this.#put(created);
    return created;
  }

  /**
   * Replaces an object by what `change` makes of it. Nothing happens when it
   * is gone or stays the same.
   */
  update<T extends KubernetesObject>(
    object: T,
    change: (current: T) => T,
  ): T | undefined {
    const current = this.#objects.get(keyOf(object)) as T | undefined;
    if (!current) {
      return undefined;
    }
    const wanted = change(current);
    if (isDeepStrictEqual(wanted, current)) {
      return current;
    }
    const { generation = 1 } = current.metadata;
    const sameSpec = isDeepStrictEqual(wanted.spec, current.spec);
    const updated: T = {
      ...wanted,
      metadata: {
        ...wanted.metadata,
        generation: sameSpec ? generation : generation + 1,
        resourceVersion: this.#nextVersion(),
      },
    };
    this.#put(updated);
    return updated;
  }

  remove(object: Named): void {
    const removed = this.#objects.get(keyOf(object));
    if (removed) {
      this.#objects.delete(keyOf(object));
      this.#nextVersion();
      this.#tell(removed);
    }
  }

  #put(object: KubernetesObject): void {
    this.#objects.set(keyOf(object), object);
    this.#tell(object);
  }

  #tell(object: KubernetesObject): void {
    this.#listeners.forEach(listener => listener(object));
  }

  #nextVersion(): string {
    this.#resourceVersion += 1;
    return String(this.#resourceVersion);
  }
}

function keyOf({ kind, metadata }: Named): string {
  return JSON.stringify([kind, metadata.namespace, metadata.name]);
}
