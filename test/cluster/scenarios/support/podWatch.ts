import { NodeApi } from '../../node/apiClient';

interface Life {
  name: string;
  queue: string;
  from: number;
  to?: number;
}

/** Notes when the pods of a namespace come and go. */
export class PodWatch {
  readonly #lives = new Map<string, Life>();
  #stop: () => Promise<void> = async () => {};

  constructor(
    private readonly api: NodeApi,
    private readonly namespace: string,
  ) {}

  async start(): Promise<void> {
    this.#stop = await this.api.followPods(({ metadata }, gone) => {
      const { labels, name = '', namespace, uid = '' } = metadata!;
      if (namespace !== this.namespace) {
        return;
      }
      const queue = labels?.['celeryq.dev/queue'] ?? '';
      const life = this.#lives.get(uid) ?? { name, queue, from: Date.now() };
      this.#lives.set(uid, gone ? { ...life, to: Date.now() } : life);
    });
  }

  async stop(): Promise<void> {
    await this.#stop();
  }

  /** The names of the pods that are there. */
  get alive(): string[] {
    return [...this.#lives.values()]
      .filter(({ to }) => to === undefined)
      .map(({ name }) => name);
  }

  /** How many pods lived since a moment, and how long in all; of one queue or of all. */
  since(moment: number, queue?: string) {
    const now = Date.now();
    const lives = [...this.#lives.values()]
      .filter(life => queue === undefined || life.queue === queue)
      .map(({ from, to = now }) => ({ from: Math.max(from, moment), to }))
      .filter(({ from, to }) => to > from);
    const lived = lives.reduce((sum, { from, to }) => sum + to - from, 0);
    return { pods: lives.length, podSeconds: Math.round(lived / 1000) };
  }
}
