import Redis from 'ioredis';

const SAMPLE_MS = 25;

const LENGTHS = {
  list: 'llen',
  hash: 'hlen',
  zset: 'zcard',
  set: 'scard',
} as const;

type KeyType = keyof typeof LENGTHS;

/** A key got another length. */
export interface LengthChange {
  /** Milliseconds since 1970. */
  at: number;
  key: string;
  length: number;
}

/** Reads the lengths of some keys again and again and notes each change. */
export class LengthSampler {
  readonly changes: LengthChange[] = [];
  readonly #redis: Redis;
  readonly #lengths = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  /** @param keys - each key's type */
  constructor(
    broker: { host: string; port: number },
    private readonly keys: Readonly<Record<string, KeyType>>,
  ) {
    this.#redis = new Redis(broker.port, broker.host, {
      retryStrategy: () => SAMPLE_MS,
    });
    // A broker that is away answers later, and comes back without its keys.
    this.#redis.on('error', () => {});
    this.#redis.on('close', () => this.#lengths.clear());
  }

  start(): void {
    this.#timer = setInterval(() => {
      // What a dead Redis does not answer did not change either.
      this.#sample().catch(() => {});
    }, SAMPLE_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#redis.disconnect();
  }

  async #sample(): Promise<void> {
    const entries = Object.entries(this.keys);
    const pipeline = this.#redis.pipeline(
      entries.map(([key, type]) => [LENGTHS[type], key]),
    );
    const replies = (await pipeline.exec()) ?? [];
    const at = Date.now();
    replies.forEach(([error, reply], i) => {
      const [key] = entries[i];
      const length = Number(reply);
      if (!error && length !== (this.#lengths.get(key) ?? 0)) {
        this.#lengths.set(key, length);
        this.changes.push({ at, key, length });
      }
    });
  }
}
