import { connect, Socket } from 'node:net';
import { createInterface } from 'node:readline';

const LINE = /^\+(\d+\.\d+) \[\d+ [^\]]+\] (".*")$/;
const ARGUMENT = /"((?:[^"\\]|\\.)*)"/g;
const ESCAPE = /\\(x[0-9a-f]{2}|.)/g;

const CONTROL: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
};

/**
 * Notes when somebody counts a key with EVAL, as KEDA's scaler does. Reads
 * MONITOR from a plain socket: for client libraries its lines are replies that
 * nobody asked for.
 */
export class EvalMonitor {
  /** When each key was counted; milliseconds since 1970. */
  readonly evals = new Map<string, number[]>();
  #socket: Socket | undefined;

  constructor(private readonly broker: { host: string; port: number }) {}

  async start(): Promise<void> {
    const { host, port } = this.broker;
    const socket = connect(port, host);
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      createInterface({ input: socket }).on('line', line => {
        if (line === '+OK') {
          resolve();
        }
        this.#read(line);
      });
      socket.write('MONITOR\r\n');
    });
  }

  stop(): void {
    this.#socket?.destroy();
  }

  #read(line: string): void {
    const [, time, command] = LINE.exec(line) ?? [];
    const [name, , , key] = [...(command ?? '').matchAll(ARGUMENT)].map(
      ([, argument]) => unescaped(argument),
    );
    if (name?.toLowerCase() === 'eval' && key !== undefined) {
      const times = this.evals.get(key) ?? [];
      times.push(Number(time) * 1000);
      this.evals.set(key, times);
    }
  }
}

function unescaped(argument: string): string {
  return argument.replace(ESCAPE, (_, escape: string) =>
    escape.startsWith('x') && escape.length === 3
      ? String.fromCharCode(parseInt(escape.slice(1), 16))
      : CONTROL[escape] ?? escape,
  );
}
