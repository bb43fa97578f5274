import Redis from 'ioredis';

/** Notes when somebody counts a key with EVAL, as KEDA's scaler does. */
export class EvalMonitor {
  /** When each key was counted; milliseconds since 1970. */
  readonly evals = new Map<string, number[]>();
  readonly #redis: Redis;
  #monitor: Redis | undefined;

  constructor(url: string) {
    this.#redis = new Redis(url);
  }

  async start(): Promise<void> {
    this.#monitor = await this.#redis.monitor();
    this.#monitor.on('monitor', (time: string, args: string[]) => {
      const [command, , , key] = args;
      if (command.toLowerCase() === 'eval' && key !== undefined) {
        const times = this.evals.get(key) ?? [];
        times.push(Number(time) * 1000);
        this.evals.set(key, times);
      }
    });
  }

  stop(): void {
    this.#monitor?.disconnect();
    this.#redis.disconnect();
  }
}
