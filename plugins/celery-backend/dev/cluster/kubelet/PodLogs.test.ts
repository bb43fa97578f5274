import {
  mkdir,
  mkdtemp,
  readdir,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Pod } from '../store/objects';
import { PodLogs } from './PodLogs';

let folder: string;
let logs: PodLogs;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logs-'));
  logs = new PodLogs(folder);
});

afterEach(() => rm(folder, { recursive: true }));

const pod = (name: string) =>
  ({ metadata: { namespace: 'orders', name } } as Pod);

async function write(name: string, text: string): Promise<string> {
  const file = logs.fileOf(pod(name));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

it('reads the newest lines, over the border of two files', async () => {
  const file = await write('a', 'three\nfour\n');
  await writeFile(`${file}.1`, 'one\ntwo\n');
  expect(await logs.read(pod('a'))).toBe('one\ntwo\nthree\nfour\n');
  expect(await logs.read(pod('a'), 3)).toBe('two\nthree\nfour\n');
  expect(await logs.read(pod('a'), 0)).toBe('');
  expect(await logs.read(pod('none'))).toBe('');
});

it('keeps the newest files only, and none but those of pods', async () => {
  await writeFile(join(folder, 'broker.log'), '');
  await Promise.all(
    Array.from({ length: 203 }, async (_, age) => {
      const file = await write(`pod-${age}`, '');
      const time = new Date(Date.now() - age * 1000);
      await utimes(file, time, time);
    }),
  );
  await logs.removeOld();
  const left = await readdir(join(folder, 'orders'));
  expect(left).toHaveLength(200);
  expect(left).toContain('pod-0.log');
  expect(left).not.toContain('pod-202.log');
  expect(await readdir(folder)).toContain('broker.log');
});
