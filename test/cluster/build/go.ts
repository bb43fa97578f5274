import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnGuarded } from '../../../plugins/celery-backend/dev/process/guard';
import { findInterpreter } from '../../../plugins/celery-backend/dev/python/interpreter';

/** The folder of the Go modules, one for each project that is built. */
export const MODULES = join(__dirname, '..', 'modules');

// Whoever builds goes on working on the same few cores.
const POLITELY = ['nice', '-n', '19'];

/** Says why the programs could not be built, and what to do. */
export class BuildProblem extends Error {
  name = 'BuildProblem';
}

/**
 * The version of a dependency in a module's go.mod.
 *
 * @throws when the module does not require it.
 */
export async function requiredVersion(
  module: string,
  dependency: string,
): Promise<string> {
  const text = await readFile(join(MODULES, module, 'go.mod'), 'utf8');
  for (const line of text.split('\n')) {
    const [name, version] = line
      .trim()
      .replace(/^require /, '')
      .split(' ');
    if (name === dependency && version?.startsWith('v')) {
      return version;
    }
  }
  throw new Error(`${module}/go.mod does not require ${dependency}`);
}

/** Runs Go in a module's folder and returns what it said. */
export type Go = (module: string, ...args: string[]) => Promise<string>;

/**
 * Go as it is wanted here, whatever the machine's settings say.
 *
 * @param findCommand - asked when Go is first needed
 */
export function createGo(findCommand: () => Promise<string>): Go {
  let command: Promise<string> | undefined;
  return async (module, ...args) => {
    command ??= findCommand();
    return run([...POLITELY, await command, ...args], join(MODULES, module), {
      CGO_ENABLED: '0',
      GOFLAGS: '',
      GOROOT: '',
      GOWORK: 'off',
    });
  };
}

/**
 * Runs a command to its end and returns what it said.
 *
 * @throws {@link BuildProblem} when it fails.
 */
export async function run(
  command: string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  let output = '';
  const child = await spawnGuarded({
    python: await findInterpreter(),
    command,
    cwd,
    env: { ...process.env, ...env },
    graceSeconds: 1,
    onOutput: text => {
      output += text;
    },
  });
  const ending = await child.ended;
  if (ending.code !== 0) {
    throw new BuildProblem(
      `"${command.join(' ')}" failed in ${cwd}:\n${output.trim()}`,
    );
  }
  return output.trim();
}
