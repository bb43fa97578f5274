import { queueKey } from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import {
  startValkey,
  Valkey,
} from '../../plugins/celery-backend/dev/broker/valkey';
import {
  message,
  unackedEntry,
} from '../../plugins/celery-backend/src/__testUtils__/messages';
import { service, startFaultyPortal } from './FaultyPortal';

const NOW = Date.now() / 1000;
const TEN_MEGABYTES = 10_000_000;

/** Every service has a key prefix of its own. */
const PREFIXES = {
  typed: 'typed:',
  strange: 'strange:',
  huge: 'huge:',
  skewed: 'skewed:',
  busy: 'busy:',
  globbed: 'o*[a-z]?:',
  flushed: 'flushed:',
  full: 'full:',
};

let valkey: Valkey;
let redis: Redis;
let portal: Awaited<ReturnType<typeof startFaultyPortal>>;

function keyOf(name: keyof typeof PREFIXES, step: number = 0): string {
  return queueKey({ keyPrefix: PREFIXES[name] }, 'orders', step);
}

beforeAll(async () => {
  valkey = await startValkey();
  redis = new Redis(valkey.url);
  portal = await startFaultyPortal({
    brokers: [{ name: 'broker', url: valkey.url, timeoutSeconds: 20 }],
    entities: [
      ...Object.entries(PREFIXES).map(([name, prefix]) =>
        service(name, {
          'celeryq.dev/broker': 'broker',
          'celeryq.dev/queues': 'orders',
          'celeryq.dev/key-prefix': prefix,
        }),
      ),
      ...Object.entries({
        unicode: '待ち行列',
        control: 'or\x07ders',
        long: 'x'.repeat(500),
      }).map(([name, queues]) =>
        service(name, {
          'celeryq.dev/broker': 'broker',
          'celeryq.dev/queues': queues,
        }),
      ),
    ],
  });
}, 300_000);

afterAll(async () => {
  await portal.stop();
  redis.disconnect();
  await valkey.stop();
});

async function numbersOf(name: keyof typeof PREFIXES) {
  const { broker, queues } = await portal.statusOf(name);
  expect(broker.state).toBe('ok');
  return queues[0];
}

it('a key of another type: the page says that this queue cannot be read', async () => {
  await redis.set(keyOf('typed'), 'text');
  const page = await portal.pageOf('typed');
  expect(page).toContain(
    'The queue orders cannot be read on broker broker: its numbers are unknown.',
  );
  expect(await numbersOf('typed')).toMatchObject({
    length: null,
    error: {
      message: expect.stringContaining(
        'holds something else than Celery writes there',
      ),
    },
  });
});

it('messages that are no JSON or not Celery’s: counted, of unknown age', async () => {
  await redis.lpush(keyOf('strange'), 'hello', '{"a": 1}', '\xff\x00', '[]');
  expect(await numbersOf('strange')).toMatchObject({
    length: 4,
    oldestAgeSeconds: null,
  });
  expect(await portal.pageOf('strange')).toContain('4 waiting');
});

it('a message of 10 MB: counted, with its age', async () => {
  await redis.lpush(
    keyOf('huge'),
    message({ size: TEN_MEGABYTES, sentAt: NOW - 60 }),
  );
  await redis.hset(`${PREFIXES.huge}unacked`, {
    tag: unackedEntry('orders', { size: TEN_MEGABYTES }),
  });
  const { length, oldestAgeSeconds, inFlight } = await numbersOf('huge');
  expect(length).toBe(1);
  expect(oldestAgeSeconds).toBeGreaterThanOrEqual(60);
  // Too much to copy: whose it is stays unknown.
  expect(inFlight).toBeNull();
});

it('a clock far ahead: an unknown age, not a negative one', async () => {
  await redis.lpush(keyOf('skewed'), message({ sentAt: NOW + 3600 }));
  expect(await numbersOf('skewed')).toMatchObject({
    length: 1,
    oldestAgeSeconds: null,
  });
});

it('100,000 entries in unacked: the page says that it is an estimate', async () => {
  const entry = unackedEntry('orders');
  for (let done = 0; done < 100_000; done += 10_000) {
    await redis.hset(
      `${PREFIXES.busy}unacked`,
      Array.from({ length: 10_000 }, (_, index) => [
        `${done + index}`,
        entry,
      ]).flat(),
    );
  }
  expect(await numbersOf('busy')).toMatchObject({
    inFlight: 100_000,
    inFlightEstimated: true,
  });
  expect(await portal.pageOf('busy')).toMatch(/estimate/i);
});

it('a prefix with glob characters: read as it is written', async () => {
  await redis.lpush(keyOf('globbed'), message());
  await redis.lpush('orders-x1:orders', message(), message());
  expect(await numbersOf('globbed')).toMatchObject({ length: 1 });
});

it('a script that the broker forgot: numbers all the same', async () => {
  await redis.lpush(keyOf('flushed'), message());
  await redis.script('FLUSH');
  expect(await numbersOf('flushed')).toMatchObject({ length: 1 });
});

it('a broker without memory left: its numbers are read on', async () => {
  await redis.lpush(keyOf('full'), message({ sentAt: NOW - 60 }));
  await redis.config('SET', 'maxmemory', 1);
  await expect(redis.lpush(keyOf('full'), 'one more')).rejects.toThrow('OOM');
  expect(await numbersOf('full')).toMatchObject({ length: 1 });
  expect((await numbersOf('full')).oldestAgeSeconds).toBeGreaterThan(59);
  await redis.config('SET', 'maxmemory', 0);
});

it.each(['unicode', 'control', 'long'])(
  'a queue name that is %s: the page says what the annotation may be',
  async name => {
    const { status, body } = await portal.answerOf(name);
    expect(status).toBe(400);
    expect(body.error.message).toContain('celeryq.dev/queues');
  },
);

it('a broker that goes away: the last numbers and their age, then new ones', async () => {
  const doomed = await startValkey();
  const onDoomed = new Redis(doomed.url);
  await onDoomed.lpush('orders', message(), message());
  onDoomed.disconnect();
  const visited = await startFaultyPortal({
    brokers: [{ name: 'doomed', url: doomed.url }],
    entities: [
      service('doomed', {
        'celeryq.dev/broker': 'doomed',
        'celeryq.dev/queues': 'orders',
      }),
    ],
  });
  expect(await visited.pageOf('doomed')).toContain('2 waiting');

  await doomed.stop();
  const stale = await visited.pageUntil('doomed', /does not answer/);
  expect(stale).toMatch(/The numbers are \d+ s old\. 2 waiting/);
  expect(stale).toContain('Nothing accepts connections there.');

  const reborn = await startValkey({ port: doomed.port });
  await visited.pageUntil('doomed', /^(?!.*does not answer)/);
  expect((await visited.statusOf('doomed')).queues).toMatchObject([
    { length: 0 },
  ]);
  const said = visited.logger.warn.mock.calls.map(([line]) => line);
  expect(said.filter(line => line.includes('doomed'))).toHaveLength(1);
  await visited.stop();
  await reborn.stop();
});
