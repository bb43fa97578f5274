import { ChildProcess, spawn } from 'child_process';
import { resolve } from 'path';

/** The checkout whose portal is tested. */
export const root = resolve(__dirname, '../..');

/** Where the portal listens that is started with these variables. */
export function portalUrls(env: NodeJS.ProcessEnv) {
  return {
    frontendUrl: `http://localhost:${env.PORTAL_PORT ?? 3000}`,
    backendUrl: `http://localhost:${env.PORTAL_BACKEND_PORT ?? 7007}`,
  };
}

export const { frontendUrl, backendUrl } = portalUrls(process.env);

/** The portal that this run started. */
export interface Portal {
  child: ChildProcess;
  output: () => string;
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return response.ok;
  } catch {
    return false;
  }
}

export async function isPortalReady(env = process.env): Promise<boolean> {
  const urls = portalUrls(env);
  return (
    (await answersOk(`${urls.backendUrl}/.backstage/health/v1/readiness`)) &&
    (await answersOk(urls.frontendUrl))
  );
}

export async function sleep(ms: number): Promise<void> {
  await new Promise(done => setTimeout(done, ms));
}

export interface PortalOptions {
  /** More arguments of `npm start`. */
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

/**
 * Runs `npm start` as a user would and waits until both sides answer. The
 * first start makes the Python environment, which takes its time.
 */
export async function startPortal(
  options: PortalOptions = {},
): Promise<Portal> {
  const { args = [], env = process.env } = options;
  const child = spawn('npm', ['start', '--', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-200_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const portal = { child, output: () => output };

  const deadline = Date.now() + 5 * 60 * 1000;
  while (!(await isPortalReady(env))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGTERM');
      throw new Error(`npm start did not get ready:\n${output}`);
    }
    await sleep(500);
  }
  return portal;
}

/** Ends the portal as `kill` does, and waits until it is gone. */
export async function stopPortal({ child }: Portal): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const gone = new Promise(done => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}
