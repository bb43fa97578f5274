import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startValkey } from '../../../plugins/celery-backend/dev/broker/valkey';
import { startCluster } from '../cluster';
import { HOST } from '../control-plane/ports';
import { RECORDINGS } from '../paths';
import { recordScenario } from './recordScenario';
import { readScript, SCENARIOS } from './script';

/**
 * Records scenarios of `test/vectors` anew, all at the same time on a cluster
 * of their own, and writes them where git does not look.
 */
export async function record(
  names: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const scripts = await Promise.all(
    (names.length > 0 ? names : SCENARIOS).map(readScript),
  );
  await mkdir(RECORDINGS, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'celery-cluster-'));
  const cluster = await startCluster({ folder, onProgress: say });
  const valkey = await startValkey();
  const longest = Math.max(...scripts.map(({ duration }) => duration));
  say(`Recording for ${Math.ceil(longest / 60)} minutes.`);
  try {
    await Promise.all(
      scripts.map(async script => {
        const recorded = await recordScenario(
          cluster,
          { host: HOST, port: valkey.port },
          script,
        );
        const file = join(RECORDINGS, `${script.scenario}.json`);
        await writeFile(file, `${JSON.stringify(recorded, null, 2)}\n`);
        say(`${relative('', file)}: npm run -s model -- ${relative('', file)}`);
      }),
    );
  } finally {
    await valkey.stop();
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
