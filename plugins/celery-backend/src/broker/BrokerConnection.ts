import { BrokerConfig } from '../config/brokerConfig';
import { BrokerFailure, brokerFailure, toBrokerFailure } from './BrokerFailure';
import { BrokerReading, QueueTarget } from './QueueReading';
import { BrokerSession } from './BrokerSession';

function isRefusal(error: unknown): boolean {
  return error instanceof BrokerFailure && error.code === 'refused';
}

/**
 * One broker's kept connection. It is opened by the first reading, and by the
 * next one after it was lost: nothing runs while nobody reads.
 *
 * @internal
 */
export class BrokerConnection {
  readonly #config: BrokerConfig;
  #session: BrokerSession | undefined;
  #closed = false;

  constructor(config: BrokerConfig) {
    this.#config = config;
  }

  /**
   * Reads queues within the broker's timeout. A reading that fails drops the
   * connection, so that the next starts afresh. One at a time.
   *
   * @throws BrokerFailure
   */
  async read(targets: readonly QueueTarget[]): Promise<BrokerReading> {
    const kept = this.#session?.alive;
    try {
      return await this.#attempt(targets);
    } catch (error) {
      // A kept connection may have been closed unnoticed, by a restart or an
      // idle timeout: that says nothing about the broker as it is now.
      if (kept && isRefusal(error)) {
        return this.#attempt(targets);
      }
      throw error;
    }
  }

  async #attempt(targets: readonly QueueTarget[]): Promise<BrokerReading> {
    const { name, timeoutSeconds } = this.#config;
    if (this.#closed) {
      throw brokerFailure('refused', name);
    }
    if (!this.#session?.alive) {
      this.#session = new BrokerSession(this.#config);
    }
    const session = this.#session;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(session.timeoutFailure()),
        timeoutSeconds * 1000,
      );
    });
    try {
      return await Promise.race([session.read(targets), deadline]);
    } catch (error) {
      session.close();
      this.#session = undefined;
      throw toBrokerFailure(error, name);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the connection for good. */
  close(): void {
    this.#closed = true;
    this.#session?.close();
  }
}
