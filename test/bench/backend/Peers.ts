import { ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, Interface } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import { ensurePythonTools } from '../../python/pythonTools';
import { Timed } from './timing';

const REQUIREMENTS = join(__dirname, 'requirements.txt');

/** The readers that are compared with, as installed from PyPI. */
export type PeerReader = 'flower' | 'exporter';

type PeersProcess = ChildProcessByStdio<Writable, Readable, null>;

/** A Python process with the other tools in it. */
export class Peers {
  readonly #process: PeersProcess;
  readonly #answers: Interface;
  readonly #ended: Promise<unknown>;

  private constructor(process: PeersProcess) {
    this.#process = process;
    this.#answers = createInterface(process.stdout);
    this.#ended = once(process, 'exit');
  }

  /** Installs them the first time. */
  static async start(): Promise<Peers> {
    const bin = await ensurePythonTools('bench-peers', REQUIREMENTS);
    const python = join(bin, 'python');
    const child = spawn(python, [join(__dirname, 'peers.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return new Peers(child);
  }

  /** Has one of them read all queues once. */
  async read(
    reader: PeerReader,
    job: { url: string; queues: string[]; messages: number },
  ): Promise<Timed> {
    const answer = once(this.#answers, 'line');
    this.#process.stdin.write(`${JSON.stringify({ reader, ...job })}\n`);
    const [line] = await Promise.race([
      answer,
      this.#ended.then(() => {
        throw new Error('The peers have ended');
      }),
    ]);
    const { seconds, block } = JSON.parse(line) as Record<string, number>;
    return { millis: seconds * 1000, blockMillis: block * 1000 };
  }

  async stop(): Promise<void> {
    this.#process.stdin.end();
    await this.#ended;
  }
}
