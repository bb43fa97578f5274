import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOGS, REQUIREMENTS, VENV } from '../paths';
import { spawnGuarded } from '../process/guard';
import { findInterpreter, PythonProblem } from './interpreter';

/** A Python environment with Celery and a Valkey server in it. */
export interface PythonEnvironment {
  /** Its interpreter. */
  python: string;
  /** The folder of its commands: `celery` and the like. */
  bin: string;
  /** The binary of the Valkey server. */
  valkeyServer: string;
}

export interface EnvironmentOptions {
  /** Gets one line a step while the environment is made, nothing when it is there. */
  onProgress?: (line: string) => void;
  /** Where it lives. */
  folder?: string;
  /** Requirements files with hashes, Valkey among them. */
  requirements?: readonly string[];
}

/**
 * Makes the Python environment unless it is there already. The first time
 * takes up to a few minutes, by the network; after that it is instant.
 * Processes that call it at the same time wait for one another.
 *
 * @throws {@link PythonProblem} with one line that says what to do.
 */
export async function ensurePythonEnvironment(
  options: EnvironmentOptions = {},
): Promise<PythonEnvironment> {
  const { folder = VENV, requirements = REQUIREMENTS } = options;
  const stamp = await stampOf(requirements);
  const present = await readEnvironment(folder, stamp);
  if (present) {
    return present;
  }

  await makeEnvironment(folder, stamp, requirements, options.onProgress);
  const made = await readEnvironment(folder, stamp);
  if (!made) {
    throw new PythonProblem(
      `${folder} is not a complete environment: delete it and start again.`,
    );
  }
  return made;
}

async function stampOf(requirements: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of requirements) {
    hash.update(await readFile(file));
  }
  return hash.digest('hex');
}

async function readEnvironment(
  folder: string,
  stamp: string,
): Promise<PythonEnvironment | undefined> {
  const bin = join(folder, 'bin');
  const python = join(bin, 'python');
  try {
    const marker = JSON.parse(
      await readFile(join(folder, 'environment.json'), 'utf8'),
    );
    const complete =
      marker.stamp === stamp &&
      existsSync(python) &&
      existsSync(marker.valkeyServer);
    return complete
      ? { python, bin, valkeyServer: marker.valkeyServer }
      : undefined;
  } catch {
    return undefined;
  }
}

async function makeEnvironment(
  folder: string,
  stamp: string,
  requirements: readonly string[],
  onProgress: (line: string) => void = () => {},
): Promise<void> {
  const interpreter = await findInterpreter();
  let rest = '';
  const maker = await spawnGuarded({
    python: interpreter,
    command: [
      interpreter,
      join(__dirname, 'make_environment.py'),
      folder,
      stamp,
      join(LOGS, 'python-environment.log'),
      ...requirements,
    ],
    graceSeconds: 1,
    onOutput: text => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      lines.forEach(line => onProgress(line));
    },
  });
  const ending = await maker.ended;
  if (ending.code !== 0) {
    throw new PythonProblem(
      `The Python environment could not be made: ${
        rest || 'its maker was ended'
      }`,
    );
  }
}
