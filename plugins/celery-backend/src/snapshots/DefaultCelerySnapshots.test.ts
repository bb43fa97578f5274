import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { KOMBU_PRIORITY_STEPS } from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { startValkey, Valkey } from '../../dev/broker/valkey';
import { BrokerConfig } from '../config/brokerConfig';
import { startServer } from '../__testUtils__/servers';
import { CelerySnapshot } from './CelerySnapshots';
import { DefaultCelerySnapshots } from './DefaultCelerySnapshots';

let valkey: Valkey;
const opened: DefaultCelerySnapshots[] = [];

beforeAll(async () => {
  valkey = await startValkey();
}, 300_000);

afterEach(() => opened.splice(0).forEach(snapshots => snapshots.close()));

afterAll(() => valkey.stop());

function snapshotsOf(
  refreshSeconds: number,
  ...brokers: Array<Partial<BrokerConfig> & { port: number }>
) {
  const snapshots = new DefaultCelerySnapshots(
    {
      refreshSeconds,
      retentionDays: 0,
      brokers: brokers.map(({ port, ...rest }, index) => ({
        name: `broker-${index}`,
        server: { host: '127.0.0.1', port },
        db: 0,
        timeoutSeconds: 30,
        ...rest,
      })),
    },
    { logger: mockServices.logger.mock(), metrics: metricsServiceMock.mock() },
  );
  opened.push(snapshots);
  return (queue: string, broker: number = 0) =>
    snapshots.read({
      broker: `broker-${broker}`,
      queues: [queue],
      keyPrefix: '',
      prioritySteps: KOMBU_PRIORITY_STEPS,
    });
}

async function readUntil(
  read: () => Promise<CelerySnapshot>,
  state: CelerySnapshot['broker']['state'],
): Promise<CelerySnapshot> {
  for (;;) {
    const snapshot = await read();
    if (snapshot.broker.state === state) {
      return snapshot;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

it('costs the broker no more for 200 viewers of 50 services than for one', async () => {
  const redis = new Redis(valkey.url);
  const read = snapshotsOf(600, { port: valkey.port });
  await redis.config('RESETSTAT');
  await Promise.all(
    Array.from({ length: 200 * 50 }, (_, index) => read(`queue-${index % 50}`)),
  );
  const stats = await redis.info('commandstats');
  redis.disconnect();
  const calls = new Map(
    [...stats.matchAll(/^cmdstat_(\S+):calls=(\d+)/gm)].map(
      ([, command, count]) => [command, Number(count)],
    ),
  );
  const callsOf = (command: string) => calls.get(command) ?? 0;
  expect(callsOf('evalsha') + callsOf('eval')).toBeLessThanOrEqual(2);
  expect(callsOf('llen')).toBe(50 * 4);
});

it('survives the death of the broker, and its return', async () => {
  const doomed = await startValkey();
  const { port } = doomed;
  const redis = new Redis(doomed.url);
  await redis.lpush('orders', 'a', 'b');
  redis.disconnect();

  const read = snapshotsOf(0.05, { port });
  const alive = await read('orders');
  expect(alive).toMatchObject({
    broker: { state: 'ok' },
    queues: [{ length: 2 }],
  });

  await doomed.stop();
  const stale = await readUntil(() => read('orders'), 'stale');
  expect(stale.broker.error?.code).toBe('refused');
  expect(stale.queues).toMatchObject([{ name: 'orders', length: 2 }]);
  const neverRead = await read('other');
  expect(neverRead).toMatchObject({
    observedAt: null,
    broker: { state: 'unreachable' },
    queues: [{ length: null, inFlight: null }],
  });

  const reborn = await startValkey({ port });
  const again = await readUntil(() => read('orders'), 'ok');
  expect(again.queues).toMatchObject([{ length: 0 }]);
  expect(Date.parse(again.observedAt!)).toBeGreaterThan(
    Date.parse(stale.observedAt!),
  );
  await reborn.stop();
});

it('keeps a broker that hangs from holding up another', async () => {
  const hanging = await startServer(() => {});
  const read = snapshotsOf(600, { port: valkey.port }, { port: hanging.port });
  let hung = true;
  const waiting = read('orders', 1).then(snapshot => {
    hung = false;
    return snapshot;
  });
  expect((await read('orders')).broker.state).toBe('ok');
  expect(hung).toBe(true);
  await hanging.stop();
  expect((await waiting).broker.state).toBe('unreachable');
});
