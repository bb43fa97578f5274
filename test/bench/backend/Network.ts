import { ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';

/** A way to a server on loopback that takes a while. */
export class Network {
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(port: number, process: ChildProcess) {
    this.port = port;
    this.#process = process;
  }

  /** @param delayMillis - of a round trip */
  static async to(port: number, delayMillis: number): Promise<Network> {
    const child = fork(join(__dirname, 'delayingProxy.ts'), [
      String(port),
      String(delayMillis),
    ]);
    return new Network(await numberFrom(child, 'port'), child);
  }

  /** Round trips since it was last asked. */
  async trips(): Promise<number> {
    const answer = numberFrom(this.#process, 'trips');
    this.#process.send('trips');
    return answer;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}

/** The next number of that name; tools that load the process's code send more. */
async function numberFrom(child: ChildProcess, name: string): Promise<number> {
  for await (const [message] of on(child, 'message')) {
    if (typeof message?.[name] === 'number') {
      return message[name];
    }
  }
  throw new Error('The network has ended');
}
