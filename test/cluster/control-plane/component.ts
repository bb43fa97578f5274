import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Guarded,
  spawnGuarded,
} from '../../../plugins/celery-backend/dev/process/guard';

const GRACE_SECONDS = 10;
const POLL_MS = 100;

export interface ComponentOptions {
  name: string;
  /** A Python 3 that runs the guard. */
  python: string;
  command: string[];
  env?: Record<string, string>;
  logFile: string;
  /** Whether it does its work by now; a failure counts as no. */
  ready: () => Promise<boolean>;
  /** It is a failure when it takes longer. */
  readyWithinSeconds: number;
}

/** One program of the control plane. */
export class Component {
  readonly name: string;
  #process: Guarded | undefined;
  #ending: Promise<void> = Promise.resolve();

  constructor(private readonly options: ComponentOptions) {
    this.name = options.name;
  }

  /** The program's process id while it runs. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * Starts the program and waits until it does its work.
   *
   * @throws with the end of its log when it does not.
   */
  async start(): Promise<void> {
    const child = await spawnGuarded({
      python: this.options.python,
      command: this.options.command,
      env: { ...process.env, ...this.options.env },
      graceSeconds: GRACE_SECONDS,
      logFile: this.options.logFile,
      logBytes: 16 << 20,
    });
    this.#process = child;
    this.#ending = child.ended.then(() => {
      if (this.#process === child) {
        this.#process = undefined;
      }
    });
    const deadline = Date.now() + this.options.readyWithinSeconds * 1000;
    while (!(await this.options.ready().catch(() => false))) {
      if (!this.#process || Date.now() > deadline) {
        const problem = this.#process ? 'is not ready' : 'ended';
        await this.stop();
        throw new Error(`${this.name} ${problem}:\n${await this.lastWords()}`);
      }
      await delay(POLL_MS);
    }
  }

  /** Ends the program in good order and waits for its end. */
  async stop(): Promise<void> {
    this.#process?.stop(GRACE_SECONDS);
    await this.#ending;
  }

  /** Ends the program as a crash would and waits for its end. */
  async kill(): Promise<void> {
    this.#process?.kill();
    await this.#ending;
  }

  private async lastWords(): Promise<string> {
    const log = await readFile(this.options.logFile, 'utf8').catch(() => '');
    return log.trim().split('\n').slice(-15).join('\n');
  }
}
