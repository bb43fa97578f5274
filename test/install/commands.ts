import { AddressInfo, createServer } from 'node:net';
import {
  Guarded,
  spawnGuarded,
} from '../../plugins/celery-backend/dev/process/guard';
import { ensurePythonEnvironment } from '../../plugins/celery-backend/dev/python/environment';

/** Where all servers of the tests listen. */
export const HOST = '127.0.0.1';
/** How long a command may take to end once it is told to, in seconds. */
export const GRACE_SECONDS = 10;
const OUTPUT_KEPT = 20_000;

/** A command that runs. */
export interface Running {
  process: Guarded;
  hasEnded(): boolean;
  output(): string;
}

/** Starts a command, which ends with this process at the latest. */
export async function startCommand(
  cwd: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Running> {
  const { python } = await ensurePythonEnvironment();
  let output = '';
  let ended = false;
  const guarded = await spawnGuarded({
    python,
    command: [...command],
    cwd,
    env,
    graceSeconds: GRACE_SECONDS,
    onOutput: text => {
      output = (output + text).slice(-OUTPUT_KEPT);
    },
  });
  guarded.ended.then(() => {
    ended = true;
  });
  return { process: guarded, hasEnded: () => ended, output: () => output };
}

/** Whether somebody answers there, and well. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** A port of loopback on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/**
 * Runs a command to its end.
 *
 * @returns what it said
 * @throws when it fails, with what it said
 */
export async function runCommand(
  cwd: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const running = await startCommand(cwd, command, env);
  const { code } = await running.process.ended;
  if (code !== 0) {
    throw new Error(`${command.join(' ')} failed:\n${running.output()}`);
  }
  return running.output();
}
