import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { GuardOptions, spawnGuarded } from '../process/guard';
import {
  ensurePythonEnvironment,
  PythonEnvironment,
} from '../python/environment';

const HOST = '127.0.0.1';
const READY_WITHIN_MS = 10_000;
const GRACE_SECONDS = 5;

/** A Valkey server of our own. */
export interface Valkey {
  url: string;
  port: number;
  /** The server's process id. */
  pid: number;
  /** Ends the server and waits until it is gone. */
  stop(): Promise<void>;
}

export interface ValkeyOptions {
  /** More arguments for the server, such as `--requirepass`, `secret`. */
  args?: string[];
  /** A port to listen on instead of a free one. */
  port?: number;
}

/**
 * Starts a throw-away Valkey server on loopback. It keeps its data in memory
 * only and ends with this process at the latest.
 *
 * Where the Python environment is still missing, it is made first: allow a
 * test's `beforeAll` minutes for that.
 */
export async function startValkey(
  options: ValkeyOptions = {},
): Promise<Valkey> {
  const environment = await ensurePythonEnvironment();
  const { port, server } = await launchValkey(environment, options);
  return {
    url: valkeyUrl(port),
    port,
    pid: server.pid,
    stop: async () => {
      server.stop(GRACE_SECONDS);
      await server.ended;
    },
  };
}

/** The address of an own server, database 0. */
export function valkeyUrl(port: number): string {
  return `redis://${HOST}:${port}/0`;
}

/**
 * Starts a server under a guard and waits until it answers.
 *
 * @throws when it does not come up, with what it said.
 */
export async function launchValkey(
  environment: PythonEnvironment,
  options: ValkeyOptions,
  guard: Partial<GuardOptions> = {},
) {
  const port = options.port ?? (await freePort());
  let output = '';
  const server = await spawnGuarded({
    python: environment.python,
    command: [
      environment.valkeyServer,
      ...['--bind', HOST, '--port', String(port), '--dir', tmpdir()],
      ...['--save', '', '--appendonly', 'no'],
      ...(options.args ?? []),
    ],
    graceSeconds: GRACE_SECONDS,
    onOutput: text => {
      output = (output + text).slice(-2000);
    },
    ...guard,
  });
  let running = true;
  server.ended.then(() => {
    running = false;
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(port))) {
    if (!running || Date.now() > deadline) {
      server.kill();
      throw new Error(`Valkey did not start: ${output.trim() || 'no answer'}`);
    }
    await delay(20);
  }
  return { port, server };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, HOST, resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Whether a server is there and knows the protocol; a refusal counts. */
export function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, HOST, () => socket.write('PING\r\n'));
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', data => finish(/^[+-](?!LOADING)/.test(String(data))));
    socket.once('error', () => finish(false));
    socket.setTimeout(1000, () => finish(false));
  });
}
