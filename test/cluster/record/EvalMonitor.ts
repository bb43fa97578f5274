import { connect, Socket } from 'node:net';
import { createInterface } from 'node:readline';

const LINE = /^\+(\d+\.\d+) \[\d+ [^\]]+\] (".*")$/;
const ARGUMENT = /"((?:[^"\\]|\\.)*)"/g;
const ESCAPE = /\\(x[0-9a-f]{2}|.)/g;

/** A broker that ended is asked again after so long. */
const RECONNECT_MS = 25;

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
 * nobody asked for. Outlives the broker.
 */
export class EvalMonitor {
  /** When each key was counted; milliseconds since 1970. */
  readonly evals = new Map<string, number[]>();
  #socket: Socket | undefined;
  #stopped = false;

  constructor(private readonly broker: { host: string; port: number }) {}

  /** Resolves when it sees all commands from here on. */
  async start(): Promise<void> {
    const { host, port } = this.broker;
    await new Promise<void>(resolve => {
      const listen = () => {
        const socket = connect(port, host);
        this.#socket = socket;
        socket.on('error', () => {});
        socket.on('close', () => {
          if (!this.#stopped) {
            setTimeout(listen, RECONNECT_MS);
          }
        });
        const lines = createInterface({ input: socket });
        // It repeats the errors of its input.
        lines.on('error', () => {});
        lines.on('line', line => {
          if (line === '+OK') {
            resolve();
          }
          this.#read(line);
        });
        socket.write('MONITOR\r\n');
      };
      listen();
    });
  }

  stop(): void {
    this.#stopped = true;
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
