import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findInterpreter } from '../../plugins/celery-backend/dev/python/interpreter';

const LOCAL = join(__dirname, '..', '..', 'local');

/**
 * Installs programs from PyPI into a virtual environment of their own, unless
 * they are there already.
 *
 * @param name - the environment's, in the folder `local`
 * @param requirements - a file that pins them
 * @returns the folder of its commands
 */
export async function ensurePythonTools(
  name: string,
  requirements: string,
): Promise<string> {
  const folder = join(LOCAL, name);
  const bin = join(folder, 'bin');
  // Written last: what lacks it is half made.
  const stamp = join(folder, basename(requirements));
  const wanted = await readFile(requirements, 'utf8');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) {
    return bin;
  }
  await mkdir(LOCAL, { recursive: true });
  await run(await findInterpreter(), ['-m', 'venv', '--clear', folder]);
  await run(join(bin, 'python'), [
    ...['-m', 'pip', 'install', '--quiet', '--no-input'],
    ...['--disable-pip-version-check', '--requirement', requirements],
  ]);
  await writeFile(stamp, wanted);
  return bin;
}

async function run(command: string, args: string[]): Promise<void> {
  const [code] = await once(
    spawn(command, args, { stdio: ['ignore', 2, 2] }),
    'exit',
  );
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
  }
}
