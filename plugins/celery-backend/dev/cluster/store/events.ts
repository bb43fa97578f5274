import { Event, KubernetesObject, timestamp } from './objects';
import { ObjectStore } from './ObjectStore';

const KEPT = 500;

/** Writes events about objects, as controllers do; the newest are kept. */
export class EventRecorder {
  readonly #store: ObjectStore;
  #number = 0;

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  record(
    object: KubernetesObject,
    component: string,
    type: Event['type'],
    reason: string,
    message: string,
  ): void {
    const { namespace, name, uid } = object.metadata;
    const now = timestamp();
    const repeated = this.#store
      .list('Event', namespace)
      .find(
        event =>
          event.involvedObject.uid === uid &&
          event.reason === reason &&
          event.message === message,
      );
    if (repeated) {
      this.#store.update(repeated, current => ({
        ...current,
        count: current.count + 1,
        lastTimestamp: now,
      }));
      return;
    }
    this.#number += 1;
    this.#store.create<Event>({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${this.#number.toString(16)}`, namespace },
      involvedObject: { kind: object.kind, namespace, name, uid },
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      source: { component },
    });
    const events = this.#store.list('Event');
    events
      .slice(0, Math.max(0, events.length - KEPT))
      .forEach(event => this.#store.remove(event));
  }
}
