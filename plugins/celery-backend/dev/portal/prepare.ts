import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { RUN } from '../paths';
import { findInterpreter } from '../python/interpreter';

const HOST = '127.0.0.1';

/** The oldest Node.js that the portal's database driver runs on. */
const OLDEST_NODE = 22;

/** The ports of the portal, and the variables that change them. */
const PORTS = [
  { variable: 'PORTAL_PORT', normal: 3000 },
  { variable: 'PORTAL_BACKEND_PORT', normal: 7007 },
];

export interface PrepareOptions {
  /** The process that is going to be the portal. */
  portalPid: number;
  env?: NodeJS.ProcessEnv;
  /** Where a portal that runs is noted. */
  folder?: string;
}

/**
 * Looks whether the portal can be started.
 *
 * @throws an error of one line that says what is in the way and what to do.
 */
export async function prepare(options: PrepareOptions): Promise<void> {
  const { portalPid, env = process.env, folder = RUN } = options;
  checkNode(process.versions.node);
  await checkPorts(env, folder);
  await findInterpreter();
  await mkdir(folder, { recursive: true });
  await writeFile(
    noteIn(folder),
    JSON.stringify({ pid: portalPid, port: portOf(PORTS[0], env) }),
  );
}

/**
 * Where npm could bring a newer Node.js along, this one is new enough.
 *
 * @throws an error of one line when it is too old.
 */
export function checkNode(version: string): void {
  if (Number.parseInt(version, 10) < OLDEST_NODE) {
    throw new Error(
      `Node.js ${OLDEST_NODE} or newer is needed here, and this is ${version}. Install a newer one, then run npm ci again.`,
    );
  }
}

/** @throws an error of one line when a port is taken. */
export async function checkPorts(
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<void> {
  for (const port of PORTS) {
    const number = portOf(port, env);
    if (await isTaken(number)) {
      const own = await runningPortal(folder);
      throw new Error(
        own
          ? `The portal already runs: http://localhost:${own.port} (process ${own.pid}). Use that one, or end it with Ctrl-C in its terminal or "kill ${own.pid}".`
          : `Port ${number} is used by another program. End that program, or choose another port: ${
              port.variable
            }=${number + 1} npm start`,
      );
    }
  }
}

function portOf(
  { variable, normal }: (typeof PORTS)[number],
  env: NodeJS.ProcessEnv,
): number {
  const port = Number(env[variable] || normal);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`${variable} must be a port: a number from 1 to 65535.`);
  }
  return port;
}

function isTaken(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, HOST, () => server.close(() => resolve(false)));
  });
}

function noteIn(folder: string): string {
  return join(folder, 'portal.json');
}

async function runningPortal(
  folder: string,
): Promise<{ pid: number; port: number } | undefined> {
  try {
    const note = JSON.parse(await readFile(noteIn(folder), 'utf8'));
    process.kill(note.pid, 0);
    return note;
  } catch {
    return undefined;
  }
}
