import { spawnGuarded } from '../../dev/process/guard';
import { ensurePythonEnvironment } from '../../dev/python/environment';

const GRACE_SECONDS = 10;

/**
 * Starts a server that the system has, and waits until it says that it is
 * ready. It ends with this process at the latest.
 *
 * @returns what ends it
 */
export async function startInstalledServer(
  command: string[],
): Promise<() => Promise<void>> {
  const { python } = await ensurePythonEnvironment();
  let output = '';
  let ready: () => void = () => {};
  const started = new Promise<void>(resolve => {
    ready = resolve;
  });
  const server = await spawnGuarded({
    python,
    command,
    cwd: '/',
    graceSeconds: GRACE_SECONDS,
    onOutput: text => {
      output += text;
      if (/ready to accept connections/i.test(output)) {
        ready();
      }
    },
  });
  await Promise.race([
    started,
    server.ended.then(() => {
      throw new Error(`${command[0]} did not start: ${output}`);
    }),
  ]);
  return async () => {
    server.stop(GRACE_SECONDS);
    await server.ended;
  };
}
