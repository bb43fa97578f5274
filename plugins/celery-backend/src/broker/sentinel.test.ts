import { KOMBU_PRIORITY_STEPS } from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startValkey, Valkey } from '../../dev/broker/valkey';
import { spawnGuarded } from '../../dev/process/guard';
import { ensurePythonEnvironment } from '../../dev/python/environment';
import { startServer } from '../__testUtils__/servers';
import { BrokerConnection } from './BrokerConnection';

const HOST = '127.0.0.1';
const GROUP = 'orders-master';
const ORDERS = {
  queue: 'orders',
  keyPrefix: '',
  prioritySteps: KOMBU_PRIORITY_STEPS,
};

let folder: string;
const ends: Array<() => Promise<unknown>> = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'celery-sentinel-'));
  await ensurePythonEnvironment();
}, 300_000);

afterAll(async () => {
  await Promise.all(ends.map(end => end()));
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

async function startSentinel(master: Valkey): Promise<number> {
  const { python, valkeyServer } = await ensurePythonEnvironment();
  const port = await freePort();
  const file = join(folder, `sentinel-${port}.conf`);
  await writeFile(
    file,
    [
      `port ${port}`,
      `bind ${HOST}`,
      `dir ${folder}`,
      `sentinel monitor ${GROUP} ${HOST} ${master.port} 2`,
      `sentinel down-after-milliseconds ${GROUP} 500`,
      `sentinel failover-timeout ${GROUP} 5000`,
    ].join('\n'),
  );
  const { ended, stop } = await spawnGuarded({
    python,
    command: [valkeyServer, file, '--sentinel'],
    graceSeconds: 5,
  });
  ends.push(() => {
    stop(0);
    return ended;
  });
  return port;
}

async function startReplica(master: Valkey): Promise<Valkey> {
  const replica = await startValkey({
    args: ['--dir', folder, '--replicaof', `${HOST} ${master.port}`],
  });
  ends.push(() => replica.stop());
  return replica;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

it('follows the master that Sentinels name, one of them hanging', async () => {
  const master = await startValkey({ args: ['--dir', folder] });
  ends.push(() => master.stop());
  const replica = await startReplica(master);
  const hanging = await startServer(() => {});
  ends.push(() => hanging.stop());
  const ports = await Promise.all([1, 2, 3].map(() => startSentinel(master)));
  const sentinel = new Redis(ports[0], HOST);
  const onReplica = new Redis(replica.url);
  await until(async () => {
    const [state] = (await sentinel.call('SENTINEL', 'MASTERS')) as string[][];
    const value = (name: string) => state[state.indexOf(name) + 1];
    return value('num-slaves') === '1' && value('num-other-sentinels') === '2';
  });

  const onMaster = new Redis(master.url);
  await onMaster.lpush('orders', 'a', 'b');
  onMaster.disconnect();
  await until(async () => (await onReplica.llen('orders')) === 2);
  const connection = new BrokerConnection({
    name: 'orders-broker',
    server: {
      addresses: [hanging.port, ...ports].map(port => ({ host: HOST, port })),
      master: GROUP,
    },
    db: 0,
    timeoutSeconds: 5,
  });
  const length = async () => (await connection.read([ORDERS])).queues[0].length;
  expect(await length()).toBe(2);

  await master.stop();
  await until(async () => (await onReplica.role())[0] === 'master');
  await onReplica.lpush('orders', 'c');
  await until(async () => (await length()) === 3);

  connection.close();
  sentinel.disconnect();
  onReplica.disconnect();
}, 120_000);
