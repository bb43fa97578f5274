import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { overviewFigures } from './overview';
import { readingFigures } from './readings';
import { hungFigures, memoryFigures, viewerFigures } from './sharing';
import { backendTables, BackendFigures } from './tables';
import { unackedFigures } from './unacked';

const COUNTS = [10, 100, 1000];

/**
 * Measures the backend, and other tools beside it. `CELERY_BENCH_QUEUES` adds
 * a number of queues to those that are read.
 */
export async function backendBench(): Promise<{
  json: BackendFigures;
  text: string;
}> {
  const more = Number(process.env.CELERY_BENCH_QUEUES ?? 0);
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const json = {
    readings: await readingFigures(more ? [...COUNTS, more] : COUNTS),
    viewers: await viewerFigures(),
    hung: await hungFigures(),
    overview: await overviewFigures(),
    unacked: await unackedFigures(),
    memory: await memoryFigures(collect),
  };
  return { json, text: backendTables(json) };
}
