import { ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';

/** A process beside the bench that tells numbers. */
export class Helper {
  readonly #process: ChildProcess;

  /** @param file - in this folder */
  constructor(file: string, args: readonly number[]) {
    this.#process = fork(join(__dirname, file), args.map(String));
  }

  /** Asks it for a number of that name, or waits for it to tell one. */
  async number(name: string, question?: string): Promise<number> {
    const answer = this.#next(name);
    if (question) {
      this.#process.send(question);
    }
    return answer;
  }

  /** Tools that load the process's code send messages as well. */
  async #next(name: string): Promise<number> {
    for await (const [message] of on(this.#process, 'message')) {
      if (typeof message?.[name] === 'number') {
        return message[name];
      }
    }
    throw new Error('The process has ended');
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
