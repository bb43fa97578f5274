import { randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Guarded, GuardOptions, spawnGuarded } from '../process/guard';
import {
  ensurePythonEnvironment,
  PythonEnvironment,
} from '../python/environment';

const HOST = '127.0.0.1';
const READY = 'Ready to accept connections';
const READY_WITHIN_MS = 10_000;
const GRACE_SECONDS = 5;
const MOST_ATTEMPTS = 3;

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
  const { port, server } = await launchValkey(environment, {
    ...options,
    args: [
      // A replica writes a file, which no other server may find.
      ...['--dbfilename', `${randomUUID()}.rdb`],
      ...(options.args ?? []),
    ],
  });
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

/** A server that runs, and its guard. */
export interface LaunchedValkey {
  port: number;
  server: Guarded;
}

/** The address of an own server, database 0. */
export function valkeyUrl(port: number): string {
  return `redis://${HOST}:${port}/0`;
}

/**
 * Starts a server under a guard and waits until it answers. Where the port is
 * left open and somebody else gets it first, it tries another one.
 *
 * @throws when the server does not come up, with what it said.
 */
export async function launchValkey(
  environment: PythonEnvironment,
  options: ValkeyOptions,
  guard: Partial<GuardOptions> = {},
): Promise<LaunchedValkey> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    try {
      return await launch(environment, { ...options, port }, guard);
    } catch (error) {
      if (options.port !== undefined || attempt === MOST_ATTEMPTS) {
        throw error;
      }
    }
  }
}

async function launch(
  environment: PythonEnvironment,
  { port, args = [] }: ValkeyOptions & { port: number },
  guard: Partial<GuardOptions>,
): Promise<LaunchedValkey> {
  let output = '';
  const server = await spawnGuarded({
    python: environment.python,
    command: [
      environment.valkeyServer,
      ...['--bind', HOST, '--port', String(port), '--dir', tmpdir()],
      ...['--save', '', '--appendonly', 'no'],
      ...args,
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
  // On a port that another server was quicker to take, that one answers.
  const saysSo = () => guard.logFile || output.includes(READY);
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const ready = (await answers(port)) && saysSo();
    if (!running || Date.now() > deadline) {
      server.kill();
      throw new Error(`Valkey did not start: ${output.trim() || 'no answer'}`);
    }
    if (ready) {
      return { port, server };
    }
    await delay(20);
  }
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
    // One that is shutting down accepts and closes without a word.
    socket.once('close', () => finish(false));
    socket.setTimeout(1000, () => finish(false));
  });
}
