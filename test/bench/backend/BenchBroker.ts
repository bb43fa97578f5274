import {
  KOMBU_PRIORITY_STEPS,
  queueKey,
} from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import {
  message,
  unackedEntry,
} from '../../../plugins/celery-backend/src/__testUtils__/messages';
import { median } from './timing';

const MESSAGE_BYTES = 1000;
/** Messages in the lists of two of the four priority steps. */
const MESSAGES = { 0: 20, 6: 5 };
const NAMING = { keyPrefix: '', prioritySteps: KOMBU_PRIORITY_STEPS };

/** What Redis did. */
export interface Work {
  /** Commands that clients sent. */
  sent: number;
  /** Commands that ran, those of scripts included. */
  ran: number;
  /** For how long each command kept it from all others, in milliseconds. */
  blocks: number[];
}

/**
 * The longest block of rounds that did the same: each command counts by its
 * median, for whatever else the machine did meanwhile is no work of Redis.
 */
export function longestBlock(rounds: readonly Work[]): number {
  const [{ blocks }] = rounds;
  return Math.max(
    ...blocks.map((_, index) =>
      median(rounds.map(round => round.blocks[index] ?? 0)),
    ),
  );
}

/** A Valkey server full of queues. */
export class BenchBroker {
  readonly valkey: Valkey;
  readonly redis: Redis;

  private constructor(valkey: Valkey) {
    this.valkey = valkey;
    this.redis = new Redis(valkey.url);
  }

  static async start(): Promise<BenchBroker> {
    return new BenchBroker(await startValkey());
  }

  /** Empties it and fills that many queues; half of their lists stay empty. */
  async fill(count: number): Promise<{ queues: string[]; messages: number }> {
    await this.redis.flushall();
    const queues = Array.from({ length: count }, (_, index) => `q${index}`);
    const now = Date.now() / 1000;
    const padding = MESSAGE_BYTES - message({ sentAt: now, size: 0 }).length;
    let messages = 0;
    let pipeline = this.redis.pipeline();
    for (const queue of queues) {
      for (const [step, most] of Object.entries(MESSAGES)) {
        const texts = Array.from({ length: most }, (_, index) =>
          message({ sentAt: now - 600 + index, size: padding }),
        );
        pipeline.lpush(queueKey(NAMING, queue, Number(step)), ...texts);
        messages += most;
      }
      if (pipeline.length >= 500) {
        await pipeline.exec();
        pipeline = this.redis.pipeline();
      }
    }
    await pipeline.exec();
    return { queues, messages };
  }

  /** Puts that many unacknowledged messages into the shared hash. */
  async hold(queue: string, count: number): Promise<void> {
    await this.redis.del('unacked');
    const entry = unackedEntry(queue);
    for (let done = 0; done < count; done += 1000) {
      const entries = Array.from(
        { length: Math.min(1000, count - done) },
        (_, index) => [`tag-${done + index}`, entry],
      );
      await this.redis.hset('unacked', entries.flat());
    }
  }

  /** What Redis does for one round of something. */
  async workOf(round: () => Promise<unknown>): Promise<Work> {
    await this.redis.config('SET', 'slowlog-max-len', '20000');
    await this.redis.config('SET', 'slowlog-log-slower-than', '0');
    await this.redis.call('SLOWLOG', 'RESET');
    await this.redis.config('RESETSTAT');
    await round();
    const stats = String(await this.redis.info('commandstats'));
    const slow = (await this.redis.call('SLOWLOG', 'GET', '-1')) as Array<
      [number, number, number]
    >;
    await this.redis.config('SET', 'slowlog-log-slower-than', '10000');
    const calls = [...stats.matchAll(/cmdstat_(\S+?):calls=(\d+),usec=(\d+)/g)]
      .map(([, command, times, usec]) => ({
        command,
        times: Number(times),
        micros: Number(usec),
      }))
      .filter(({ command }) => !/^(config|slowlog|info|ping)/.test(command));
    const sum = (pattern: RegExp) =>
      calls
        .filter(({ command }) => pattern.test(command))
        .reduce((total, { times }) => total + times, 0);
    // A transaction is in no slow log, but nothing runs in between.
    const transactions = calls
      .filter(({ command }) => command === 'exec')
      .map(({ micros, times }) => micros / times);
    const single = slow.sort(([one], [other]) => one - other);
    const blocks = [...transactions, ...single.map(([, , micros]) => micros)];
    return {
      sent: sum(/^eval/) || sum(/./),
      ran: sum(/^(?!eval)/),
      blocks: blocks.map(micros => micros / 1000),
    };
  }

  async stop(): Promise<void> {
    this.redis.disconnect();
    await this.valkey.stop();
  }
}
