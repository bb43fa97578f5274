import type {
  TriggerMetric,
  TriggerReading,
} from '@celery-keda/backstage-plugin-celery-common';
import type { Scenario } from './scenario';

/** Key types whose length KEDA can read; what is not there counts as empty. */
const COUNTED = ['list', 'set', 'zset', 'hash', 'none'];

const HUNG = 'i/o timeout';

/** The Redis of a scenario: keys with lengths, away or hung at times. */
export class Redis {
  readonly #lengths = new Map<string, number>();
  readonly #unreachable = new Map<string, string>();

  constructor(private readonly scenario: Scenario) {}

  setLength(key: string, length: number) {
    this.#lengths.set(this.#nameOf(key), length);
  }

  /** Ends, comes back empty, hangs or goes on. */
  happen(what: Scenario['redisEvents'][number]['what']) {
    for (const key of this.#affectedKeys()) {
      if (what === 'down') {
        this.#unreachable.set(key, 'connection refused');
      } else if (what === 'hung') {
        this.#unreachable.set(key, HUNG);
      } else {
        this.#unreachable.delete(key);
        if (what === 'up') {
          this.#lengths.set(key, 0);
        }
      }
    }
  }

  read({ key }: TriggerMetric): TriggerReading {
    const name = this.#nameOf(key);
    const error = this.#unreachable.get(name);
    if (error !== undefined) {
      return { error, reachable: false };
    }
    const value = this.#lengths.get(name) ?? 0;
    const type = this.scenario.types[name] ?? 'list';
    return value > 0 && !COUNTED.includes(type)
      ? { error: `ERR unsupported key type: ${type}`, reachable: true }
      : { value };
  }

  /** Takes connections, but answers nothing. */
  get isHung(): boolean {
    return [...this.#unreachable.values()].includes(HUNG);
  }

  /** When it answers again, if it does so within so many seconds. */
  answersWithin(now: number, seconds: number): number | undefined {
    return this.scenario.redisEvents.find(
      ({ at, what }) =>
        (what === 'up' || what === 'goes-on') &&
        at > now &&
        at <= now + seconds,
    )?.at;
  }

  #nameOf(key: string): string {
    const { keyPrefix } = this.scenario;
    return key.startsWith(keyPrefix) ? key.slice(keyPrefix.length) : key;
  }

  #affectedKeys(): readonly string[] {
    const { keysOnStoppedRedis, spec } = this.scenario;
    const keys =
      keysOnStoppedRedis ??
      spec.triggers.map(({ metadata }) => metadata.listName);
    return keys.map(key => this.#nameOf(key));
  }
}
