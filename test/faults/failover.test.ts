import Redis from 'ioredis';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startValkey,
  Valkey,
} from '../../plugins/celery-backend/dev/broker/valkey';
import { message } from '../../plugins/celery-backend/src/__testUtils__/messages';
import { service, startFaultyPortal } from './FaultyPortal';

const KEYS = 3000;
/** Ten seconds and more for all keys, unless the test ends it before. */
const MICROS_PER_KEY = 5000;

let folder: string;
let first: Valkey;
let second: Valkey;
let onFirst: Redis;
let onSecond: Redis;
let portal: Awaited<ReturnType<typeof startFaultyPortal>>;

beforeAll(async () => {
  // Both write files, which no other server may find.
  folder = await mkdtemp(join(tmpdir(), 'celery-failover-'));
  first = await startValkey({
    args: ['--dir', folder, '--enable-debug-command', 'local'],
  });
  second = await startValkey({ args: ['--dir', folder] });
  onFirst = new Redis(first.url);
  onSecond = new Redis(second.url);
  await onFirst.lpush('orders', message(), message(), message());
  await onSecond.lpush('orders', message());
  portal = await startFaultyPortal({
    brokers: [
      { name: 'first', url: first.url, timeoutSeconds: 20 },
      { name: 'second', url: second.url, timeoutSeconds: 20 },
    ],
    entities: ['first', 'second'].map(name =>
      service(name, {
        'celeryq.dev/broker': name,
        'celeryq.dev/queues': 'orders',
      }),
    ),
  });
}, 300_000);

afterAll(async () => {
  await portal.stop();
  onFirst.disconnect();
  onSecond.disconnect();
  await Promise.all([first.stop(), second.stop()]);
  await rm(folder, { recursive: true });
});

/** The page once the broker is read again. */
const RECOVERED = /^(?!.*does not answer)/;

it('a broker that loads its data: the page says so, then its numbers', async () => {
  expect(await portal.pageOf('first')).toContain('3 waiting');
  await onFirst.mset(
    Array.from({ length: KEYS }, (_, key) => [`key${key}`, 'x']).flat(),
  );
  await onFirst.config('SET', 'loading-process-events-interval-bytes', 1024);
  await onFirst.config('SET', 'key-load-delay', MICROS_PER_KEY);
  const reloading = onFirst.duplicate();
  const reloaded = reloading.debug('RELOAD');
  const page = await portal.pageUntil('first', /does not answer/);
  await onFirst.config('SET', 'key-load-delay', 0);
  await reloaded;
  reloading.disconnect();
  expect(page).toContain('It is still loading its data.');
  expect(page).toContain('3 waiting');
  await portal.pageUntil('first', RECOVERED);
});

it('a broker that became a replica: read on, as its master has it', async () => {
  expect(await portal.pageOf('second')).toContain('1 waiting');
  await onSecond.replicaof('127.0.0.1', first.port);
  await portal.pageUntil('second', /3 waiting/);
  expect((await portal.statusOf('second')).broker.state).toBe('ok');
  await onSecond.replicaof('NO', 'ONE');
});

it('a replica without its master: the page says so, then its numbers', async () => {
  expect(await portal.pageOf('second')).toContain('waiting');
  await onSecond.config('SET', 'replica-serve-stale-data', 'no');
  await onSecond.replicaof('127.0.0.1', 1);
  const page = await portal.pageUntil('second', /does not answer/);
  expect(page).toContain('lost its master');
  const { broker } = await portal.statusOf('second');
  expect(broker).toMatchObject({
    state: 'stale',
    error: { message: 'Broker second is a replica that has lost its master.' },
  });
  await onSecond.replicaof('NO', 'ONE');
  await portal.pageUntil('second', RECOVERED);
});
