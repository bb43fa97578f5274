import {
  ScaledObjectSpec,
  TriggerReading,
} from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import {
  AuthenticationSource,
  Connection,
  triggerConnection,
  TriggerConnectionError,
} from './triggerConnection';

const TIMEOUT_MS = 3000;

/** How KEDA counts what a key holds, by its type. */
const COUNT = {
  none: 'llen',
  list: 'llen',
  hash: 'hlen',
  set: 'scard',
  zset: 'zcard',
} as const;

interface Client {
  redis: Redis;
  /** Why the connection failed: its commands only learn that it did. */
  failure?: Error;
}

/** Reads the keys that triggers watch, over one connection to each server. */
export class TriggerReader {
  readonly #clients = new Map<string, Client>();

  /** One reading per trigger, in their order; never throws. */
  async read(
    { triggers }: ScaledObjectSpec,
    source: AuthenticationSource,
  ): Promise<TriggerReading[]> {
    return Promise.all(
      triggers.map(async trigger => {
        let client: Client | undefined;
        try {
          client = this.#client(triggerConnection(trigger, source));
          const key = trigger.metadata.listName?.trim() ?? '';
          return await count(client.redis, key);
        } catch (error) {
          this.#drop(client);
          const cause = client?.failure ?? error;
          return { error: reasonOf(cause), reachable: false };
        }
      }),
    );
  }

  stop(): void {
    this.#clients.forEach(({ redis }) => redis.disconnect());
    this.#clients.clear();
  }

  /** A connection that was silent once may be so for ever: the next is new. */
  #drop(client: Client | undefined): void {
    for (const [key, known] of this.#clients) {
      if (known === client) {
        this.#clients.delete(key);
        known.redis.disconnect();
      }
    }
  }

  #client(connection: Connection): Client {
    const key = JSON.stringify(connection);
    const known = this.#clients.get(key);
    if (known && known.redis.status !== 'end') {
      return known;
    }
    const redis = new Redis({
      ...connection,
      connectTimeout: TIMEOUT_MS,
      commandTimeout: TIMEOUT_MS,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
      enableReadyCheck: false,
    });
    const client: Client = { redis };
    redis.on('error', error => {
      client.failure ??= error;
    });
    this.#clients.set(key, client);
    return client;
  }
}

async function count(client: Redis, key: string): Promise<TriggerReading> {
  const type = await client.type(key);
  if (!(type in COUNT)) {
    return {
      error: `the key holds a ${type}, not a list, hash or set`,
      reachable: true,
    };
  }
  return { value: await client[COUNT[type as keyof typeof COUNT]](key) };
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'connect: connection refused',
  ECONNRESET: 'connection reset by peer',
  ENOTFOUND: 'no such host',
  ETIMEDOUT: 'i/o timeout',
};

/** Why a server could not be read, without its address. */
function reasonOf(error: unknown): string {
  if (error instanceof TriggerConnectionError) {
    return error.message;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  const refused = /^(WRONGPASS|NOAUTH|NOPERM)\b.*/.exec(message ?? '')?.[0];
  const reason = refused ?? REASONS[code ?? ''] ?? 'the server does not answer';
  return `connection to redis failed: ${reason}`;
}
