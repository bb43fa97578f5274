import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KubernetesObject } from './store/objects';

/** What the cluster remembers of an object when its process is started anew. */
export interface Remembered {
  uid: string;
  creationTimestamp: string;
  /** Annotations that the manifest does not have: somebody set them. */
  annotations?: Record<string, string>;
  /** `spec.replicas` of a Deployment. */
  replicas?: number;
  /** When a ScaledObject was last active, in seconds. */
  lastActiveAt?: number;
  originalReplicaCount?: number;
}

type Named = Pick<KubernetesObject, 'kind'> & {
  metadata: { namespace: string; name: string };
};

const SAVE_AFTER_MS = 200;

/**
 * What a real cluster keeps in etcd and cannot be had from the manifests: how
 * many workers there are, since when, and what was paused.
 */
export class ClusterMemory {
  readonly #file: string;
  readonly #records: Map<string, Remembered>;
  #timer: NodeJS.Timeout | undefined;
  /** One write after the other. */
  #writing: Promise<void> = Promise.resolve();

  /** Reads what was remembered; a missing or damaged file is an empty memory. */
  static async open(file: string): Promise<ClusterMemory> {
    try {
      const text = await readFile(file, 'utf8');
      return new ClusterMemory(file, new Map(Object.entries(JSON.parse(text))));
    } catch {
      return new ClusterMemory(file, new Map());
    }
  }

  private constructor(file: string, records: Map<string, Remembered>) {
    this.#file = file;
    this.#records = records;
  }

  recall(object: Named): Remembered | undefined {
    return this.#records.get(keyOf(object));
  }

  remember(
    object: KubernetesObject,
    details: Omit<Remembered, 'uid' | 'creationTimestamp'>,
  ): void {
    const { uid, creationTimestamp } = object.metadata;
    this.#records.set(keyOf(object), {
      ...this.#records.get(keyOf(object)),
      uid,
      creationTimestamp,
      ...details,
    });
    this.#saveSoon();
  }

  forget(object: Named): void {
    this.#records.delete(keyOf(object));
    this.#saveSoon();
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    if (this.#timer) {
      this.#saveNow();
    }
    await this.#writing;
  }

  #saveSoon(): void {
    this.#timer ??= setTimeout(() => this.#saveNow(), SAVE_AFTER_MS);
  }

  #saveNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing
      .then(() => this.#save())
      .catch(() => {
        // A full disk costs the memory, not the cluster.
      });
  }

  async #save(): Promise<void> {
    const fresh = `${this.#file}.new`;
    await mkdir(dirname(this.#file), { recursive: true });
    await writeFile(fresh, JSON.stringify(Object.fromEntries(this.#records)));
    await rename(fresh, this.#file);
  }
}

function keyOf({ kind, metadata }: Named): string {
  return `${kind} ${metadata.namespace}/${metadata.name}`;
}
