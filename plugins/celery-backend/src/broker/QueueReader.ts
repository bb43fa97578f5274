import { isError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import Redis from 'ioredis';
import { brokerFailure } from './BrokerFailure';
import { readPlainly } from './plainReading';
import { BrokerReading, QueueTarget } from './QueueReading';
import { READ_QUEUES_SCRIPT } from './readQueuesScript';
import { ScriptRequest, scriptRequests } from './ScriptRequest';

/** How long a refusal of scripts is remembered, in milliseconds. */
const DENIAL_REMEMBERED = 60_000;

const SCRIPT_SHA = createHash('sha1').update(READ_QUEUES_SCRIPT).digest('hex');

/**
 * Reads queues over one connection, by script where the broker allows it and
 * by plain commands where it does not.
 *
 * @internal
 */
export class QueueReader {
  readonly #client: Redis;
  readonly #broker: string;
  #deniedUntil = 0;

  constructor(client: Redis, broker: string) {
    this.#client = client;
    this.#broker = broker;
  }

  /**
   * Reads all targets, in one flight.
   *
   * @throws errors of the connection or of Redis that concern all of them.
   */
  async read(targets: readonly QueueTarget[]): Promise<BrokerReading> {
    if (Date.now() >= this.#deniedUntil) {
      try {
        return await this.#runScripts(targets);
      } catch (error) {
        if (!isScriptDenial(error)) {
          throw error;
        }
        this.#deniedUntil = Date.now() + DENIAL_REMEMBERED;
      }
    }
    return {
      ...(await readPlainly(this.#client, targets)),
      limitation: brokerFailure('script-denied', this.#broker).toBrokerError(),
    };
  }

  async #runScripts(targets: readonly QueueTarget[]): Promise<BrokerReading> {
    const readings = await Promise.all(
      scriptRequests(targets).map(request => this.#runScript(request)),
    );
    return {
      queues: readings.flatMap(({ queues }) => queues),
      commands: readings.reduce((sum, { commands }) => sum + commands, 0),
    };
  }

  async #runScript(request: ScriptRequest): Promise<BrokerReading> {
    const input = request.encode();
    let answer: unknown;
    let commands = 1;
    try {
      answer = await this.#client.evalsha(SCRIPT_SHA, 0, input);
    } catch (error) {
      if (!isReply(error, /^NOSCRIPT\b/)) {
        throw error;
      }
      commands = 2;
      answer = await this.#client.eval(READ_QUEUES_SCRIPT, 0, input);
    }
    return { queues: request.decode(String(answer)), commands };
  }
}

function isReply(error: unknown, pattern: RegExp): boolean {
  return isError(error) && pattern.test(error.message);
}

/** True when an ACL, or a renamed command, keeps scripts from running. */
function isScriptDenial(error: unknown): boolean {
  return (
    isReply(error, /^NOPERM\b.*\b(eval|evalsha)\b/i) ||
    isReply(error, /^ERR unknown command\b.*\beval/i)
  );
}
