import { ChildProcess, spawn } from 'child_process';
import { resolve } from 'path';

/** The checkout whose portal is tested. */
export const root = resolve(__dirname, '../..');
export const frontendUrl = `http://localhost:${
  process.env.PORTAL_PORT ?? 3000
}`;
export const backendUrl = `http://localhost:${
  process.env.PORTAL_BACKEND_PORT ?? 7007
}`;

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

export async function isPortalReady(): Promise<boolean> {
  return (
    (await answersOk(`${backendUrl}/.backstage/health/v1/readiness`)) &&
    (await answersOk(frontendUrl))
  );
}

export async function sleep(ms: number): Promise<void> {
  await new Promise(done => setTimeout(done, ms));
}

/**
 * Runs `npm start` as a user would and waits until both sides answer. The
 * first start makes the Python environment, which takes its time.
 */
export async function startPortal(): Promise<Portal> {
  const child = spawn('npm', ['start'], {
    cwd: root,
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
  while (!(await isPortalReady())) {
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
