import { cpus, loadavg } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { overviewFigures } from './overview';
import { readingFigures } from './readings';
import { hungFigures, memoryFigures, viewerFigures } from './sharing';
import { backendTables, BackendFigures } from './tables';
import { unackedFigures } from './unacked';

const COUNTS = [10, 100, 1000, 10_000];

/**
 * Measures the backend, and other tools beside it. `CELERY_BENCH_QUEUES` names
 * other numbers of queues, separated by commas.
 */
export async function backendBench(): Promise<{
  json: BackendFigures;
  text: string;
}> {
  const counts = process.env.CELERY_BENCH_QUEUES?.split(',').map(Number);
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const loadBefore = load();
  const start = performance.now();
  const figures = {
    readings: await readingFigures(counts ?? COUNTS, say),
    viewers: await during('viewers', viewerFigures),
    hung: await during('a broker that hangs', hungFigures),
    overview: await during('overview', overviewFigures),
    unacked: await during('unacked', unackedFigures),
    memory: await during('memory', () => memoryFigures(collect)),
  };
  const minutes = Math.ceil((performance.now() - start) / 60_000);
  const [{ model }] = cpus();
  const machine =
    `${
      cpus().length
    } × ${model}, load ${loadBefore} before and ${load()} after, ` +
    `Node ${process.versions.node}, ${minutes} minutes.`;
  const json = { machine, ...figures };
  return { json, text: backendTables(json) };
}

function load(): string {
  return loadavg()[0].toFixed(1);
}

function say(progress: string): void {
  process.stderr.write(`${progress}\n`);
}

function during<T>(name: string, measure: () => Promise<T>): Promise<T> {
  say(name);
  return measure();
}
