import Redis, { RedisOptions } from 'ioredis';
import { BrokerConfig } from '../config/brokerConfig';
import { BrokerFailure, brokerFailure, toBrokerFailure } from './BrokerFailure';
import { QueueReader } from './QueueReader';
import { BrokerReading, QueueTarget } from './QueueReading';

/**
 * The name that the portal's connections carry in the broker's `CLIENT LIST`.
 *
 * @internal
 */
export const CLIENT_NAME = 'backstage-celery';

function serverOptions(config: BrokerConfig): RedisOptions {
  const { server, tls, timeoutSeconds } = config;
  if ('host' in server) {
    // The reading's own deadline ends an attempt to connect.
    return { host: server.host, port: server.port, connectTimeout: 0 };
  }
  // A Sentinel that hangs must leave time to ask the others, and the server.
  const share = (timeoutSeconds * 1000) / (server.addresses.length + 1);
  return {
    sentinels: [...server.addresses],
    name: server.master,
    sentinelUsername: server.username,
    sentinelPassword: server.password,
    sentinelTLS: tls,
    enableTLSForSentinelMode: tls !== undefined,
    sentinelRetryStrategy: () => null,
    sentinelCommandTimeout: share,
    connectTimeout: share,
  };
}

function clientOptions(config: BrokerConfig): RedisOptions {
  const { tls } = config;
  return {
    ...serverOptions(config),
    username: config.username,
    password: config.password,
    db: config.db,
    tls,
    connectionName: CLIENT_NAME,
    // Each reading opens what it needs and fails alone: no queue of commands
    // and no reconnecting behind it.
    lazyConnect: true,
    enableOfflineQueue: false,
    retryStrategy: () => null,
    autoResendUnfulfilledCommands: false,
    keepAlive: 10_000,
    // INFO, HELLO and CLIENT SETINFO would widen the ACL for nothing.
    enableReadyCheck: false,
    protocol: 2,
    disableClientInfo: true,
  };
}

/**
 * One connection's life, from opening to the first failure.
 *
 * @internal
 */
export class BrokerSession {
  readonly #broker: string;
  readonly #client: Redis;
  readonly #reader: QueueReader;
  #opening: Promise<void> | undefined;
  #firstError: Error | undefined;

  constructor(config: BrokerConfig) {
    this.#broker = config.name;
    this.#client = new Redis(clientOptions(config));
    this.#reader = new QueueReader(this.#client, config.name);
    this.#client.on('error', error => {
      this.#firstError ??= error;
    });
  }

  get alive(): boolean {
    return this.#client.status !== 'end' && this.#client.status !== 'close';
  }

  async read(targets: readonly QueueTarget[]): Promise<BrokerReading> {
    this.#opening ??= this.#open();
    await this.#opening;
    return this.#reader.read(targets);
  }

  async #open(): Promise<void> {
    let connected = false;
    this.#client.once('connect', () => {
      connected = true;
    });
    try {
      await this.#client.connect();
    } catch (error) {
      const failure = toBrokerFailure(this.#firstError ?? error, this.#broker);
      throw connected && failure.code === 'refused'
        ? this.#closedAtOnce()
        : failure;
    }
    // What fails while connecting is reported as an event only; reading on
    // without the database that was asked for would give another's numbers.
    if (this.#firstError) {
      throw /DB index/.test(this.#firstError.message)
        ? this.#noDatabase()
        : this.#firstError;
    }
  }

  #closedAtOnce(): BrokerFailure {
    const hint = this.#client.options.tls ? '' : ' It may expect TLS.';
    return new BrokerFailure(
      'refused',
      `Broker ${this.#broker} closes connections at once.${hint}`,
    );
  }

  #noDatabase(): BrokerFailure {
    return new BrokerFailure(
      'unknown',
      `Broker ${
        this.#broker
      } has no database of the number configured. An administrator can correct db under celery.brokers in app-config.`,
    );
  }

  /** Why the time ran out, as far as can be told. */
  timeoutFailure(): BrokerFailure {
    const { stream, options } = this.#client;
    const handshaking =
      this.#client.status === 'connecting' && options.tls && stream;
    const code = handshaking && !stream.connecting ? 'tls' : 'timeout';
    return brokerFailure(code, this.#broker);
  }

  close(): void {
    this.#client.disconnect();
  }
}
