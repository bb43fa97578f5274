import { ServiceHistory } from '@celery-keda/backstage-plugin-celery-common';

/** Rows that are only scrolled past are not asked for. */
const SETTLE_MILLISECONDS = 700;
/** What was read so recently is not read again. */
const FRESH_MILLISECONDS = 60_000;
const AT_ONCE = 4;

interface Entry {
  value?: ServiceHistory;
  /** When it was last asked for. */
  askedAt?: number;
  listeners: Set<() => void>;
}

/**
 * The recent histories of the services that somebody looks at: a few requests
 * at a time, once a minute each, and none for what is not on the screen.
 */
export class RecentHistories {
  readonly #load: (entityRef: string) => Promise<ServiceHistory>;
  readonly #entries = new Map<string, Entry>();
  readonly #waiting = new Set<string>();
  #running = 0;

  constructor(load: (entityRef: string) => Promise<ServiceHistory>) {
    this.#load = load;
  }

  /** What is known; absent while nothing is, or when it cannot be read. */
  get(entityRef: string): ServiceHistory | undefined {
    return this.#entries.get(entityRef)?.value;
  }

  /** Follows one service until the function that it returns is called. */
  watch(entityRef: string, listener: () => void): () => void {
    const entry = this.#entries.get(entityRef) ?? { listeners: new Set() };
    this.#entries.set(entityRef, entry);
    entry.listeners.add(listener);
    const timer = setTimeout(() => this.#want(entityRef), SETTLE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      entry.listeners.delete(listener);
    };
  }

  /** Reads again what is looked at and is not fresh any more. */
  refresh(): void {
    [...this.#entries.keys()].forEach(entityRef => this.#want(entityRef));
  }

  #want(entityRef: string) {
    const entry = this.#entries.get(entityRef)!;
    const fresh =
      entry.askedAt !== undefined &&
      Date.now() - entry.askedAt < FRESH_MILLISECONDS;
    if (!fresh && entry.listeners.size > 0) {
      this.#waiting.add(entityRef);
      this.#next();
    }
  }

  #next() {
    for (const entityRef of this.#waiting) {
      if (this.#running >= AT_ONCE) {
        return;
      }
      this.#waiting.delete(entityRef);
      const entry = this.#entries.get(entityRef)!;
      if (entry.listeners.size > 0) {
        this.#read(entityRef, entry);
      }
    }
  }

  async #read(entityRef: string, entry: Entry) {
    this.#running++;
    entry.askedAt = Date.now();
    // Whom the history is refused, or who gets none now, does without.
    entry.value = await this.#load(entityRef).catch(() => undefined);
    this.#running--;
    entry.listeners.forEach(listener => listener());
    this.#next();
  }
}
