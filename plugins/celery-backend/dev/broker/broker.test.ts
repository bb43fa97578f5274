import { ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Redis from 'ioredis';
import {
  ensurePythonEnvironment,
  PythonEnvironment,
} from '../python/environment';
import { until } from '../testing/until';
import { Broker, openBroker } from './broker';
import { answers } from './valkey';

jest.setTimeout(60_000);

let environment: PythonEnvironment;
let folder: string;
/** Stands for the command line that a portal is. */
let portal: ChildProcess;

beforeAll(async () => {
  environment = await ensurePythonEnvironment();
}, 300_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broker-'));
  portal = spawn('sleep', ['600']);
});

afterEach(async () => {
  portal.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

const options = () => ({
  environment,
  portalPid: portal.pid!,
  folder,
  logs: folder,
});

const portOf = ({ url }: Broker) => Number(new URL(url).port);

async function isGone(port: number): Promise<boolean> {
  await until(async () => !(await answers(port)));
  return true;
}

it('keeps its data from one backend to the next, and the next but one', async () => {
  const first = await openBroker(options());
  expect(first.kept).toBe(false);
  const redis = new Redis(first.url);
  await redis.rpush('queue', 'a');
  await first.release();

  const second = await openBroker(options());
  expect(second).toMatchObject({ kept: true, url: first.url });
  await second.release();
  const third = await openBroker(options());
  expect(third).toMatchObject({ kept: true, url: first.url });
  expect(await redis.llen('queue')).toBe(1);
  redis.disconnect();
});

it('ends with the portal while a backend has it', async () => {
  const broker = await openBroker(options());
  portal.kill('SIGKILL');
  expect(await isGone(portOf(broker))).toBe(true);
});

it('ends with the portal while it waits for the next backend', async () => {
  const broker = await openBroker(options());
  await broker.release();
  portal.kill('SIGKILL');
  expect(await isGone(portOf(broker))).toBe(true);
});

it('ends when no backend comes', async () => {
  const broker = await openBroker({ ...options(), holdSeconds: 0.1 });
  await broker.release();
  expect(await isGone(portOf(broker))).toBe(true);
});

it('comes back on the same port when the server alone is killed', async () => {
  const broker = await openBroker(options());
  const redis = new Redis(broker.url, { retryStrategy: () => 100 });
  redis.on('error', () => {});
  const pidOf = async () =>
    Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
  const pid = await pidOf();
  process.kill(pid, 'SIGKILL');
  await until(async () => (await pidOf()) !== pid);
  await broker.release();
  expect(await openBroker(options())).toMatchObject({
    kept: true,
    url: broker.url,
  });
  redis.disconnect();
});

it('ends when the backend is killed, and the next one gets a new one', async () => {
  const { portalPid } = options();
  const backend = spawn(process.execPath, [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    '--eval',
    `require(${JSON.stringify(join(__dirname, 'broker.ts'))}).openBroker(
      ${JSON.stringify({ environment, portalPid, folder, logs: folder })}
    ).then(({ url }) => process.stdout.write(url));`,
  ]);
  backend.stderr.pipe(process.stderr);
  const url = await new Promise<string>((resolve, reject) => {
    backend.stdout.once('data', data => resolve(String(data)));
    backend.once('exit', code => reject(new Error(`ended early: ${code}`)));
  });
  backend.kill('SIGKILL');
  expect(await isGone(Number(new URL(url).port))).toBe(true);

  const next = await openBroker(options());
  expect(next.kept).toBe(false);
});
