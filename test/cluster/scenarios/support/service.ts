import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { ensurePythonEnvironment } from '../../../../plugins/celery-backend/dev/python/environment';
import { startScaffolder } from '../../../template/scaffolder';
import { BrokerAccess } from '../../deploy';
import { Image } from '../../node/images';

const run = promisify(execFile);

/**
 * Has the real scaffolder make a service, and writes it to a folder.
 *
 * @param config - of the portal, where it matters which brokers and clusters it has
 */
export async function createService(
  parameters: object,
  config?: JsonObject,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'celery-service-'));
  const scaffolder = await startScaffolder(
    [catalogServiceMock.factory({ entities: [] })],
    config,
  );
  try {
    const { files, error } = await scaffolder.dryRun(parameters);
    if (error) {
      throw new Error(error);
    }
    const repository = join(folder, 'repository');
    for (const [path, text] of files) {
      const file = join(repository, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    return repository;
  } finally {
    await scaffolder.stop();
  }
}

/** What stands in for the image of a generated repository. */
export async function imageOf(repository: string): Promise<Image> {
  const { bin } = await ensurePythonEnvironment();
  return { repository, path: [bin] };
}

/** Sends tasks as the README says. */
export async function enqueue(
  repository: string,
  packageName: string,
  broker: BrokerAccess,
  args: string[],
): Promise<void> {
  await runPython(repository, broker, [
    ...['-m', `${packageName}.producer`, 'enqueue'],
    ...args,
  ]);
}

/** Runs Python in a generated repository, with the settings of a producer. */
export async function runPython(
  repository: string,
  broker: BrokerAccess,
  args: string[],
): Promise<void> {
  const { python } = await ensurePythonEnvironment();
  await run(python, args, {
    cwd: repository,
    env: {
      PATH: process.env.PATH,
      PYTHONPATH: join(repository, 'src'),
      REDIS_HOST: broker.host,
      REDIS_PORT: String(broker.port),
      REDIS_USERNAME: broker.username ?? '',
      REDIS_PASSWORD: broker.password ?? '',
      REDIS_DB: String(broker.db ?? 0),
      REDIS_TLS: broker.ca ? 'enable' : 'disable',
      REDIS_CA_FILE: broker.caFile ?? '',
    },
  });
}
