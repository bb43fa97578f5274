import {
  KOMBU_PRIORITY_STEPS,
  queueKey,
  queueUnackedKey,
  unackedKey,
} from '@celery-keda/backstage-plugin-celery-common';
import { useEmptyValkey } from '../__testUtils__/emptyValkey';
import {
  message,
  MessageOptions,
  unackedEntry,
} from '../__testUtils__/messages';
import { QueueReader } from './QueueReader';
import { QueueTarget } from './QueueReading';
import { scriptRequests } from './ScriptRequest';

const server = useEmptyValkey();

function target(queue: string, keyPrefix: string = ''): QueueTarget {
  return { queue, keyPrefix, prioritySteps: KOMBU_PRIORITY_STEPS };
}

async function read(...targets: QueueTarget[]) {
  const { queues } = await new QueueReader(server.redis, 'test').read(targets);
  return queues;
}

async function readOne(queue: string, keyPrefix?: string) {
  return (await read(target(queue, keyPrefix)))[0];
}

const NOW = Date.now() / 1000;

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

describe('length', () => {
  it('is 0 for a queue without keys, as an empty Redis list has none', async () => {
    expect(await readOne('orders')).toEqual({
      length: 0,
      lengthByPriority: { 0: 0, 3: 0, 6: 0, 9: 0 },
      inFlight: 0,
      inFlightEstimated: false,
      scheduled: 0,
      scheduledEstimated: false,
      oldestAgeSeconds: null,
      newestInFlightAge: Infinity,
      newest: null,
      arrived: null,
    });
  });

  it('sums the priority steps under the prefix', async () => {
    await server.redis.lpush('svc:orders', 'a', 'b');
    await server.redis.lpush('svc:orders\x06\x163', 'c');
    await server.redis.lpush('svc:orders\x06\x169', 'd', 'e', 'f');
    await server.redis.lpush('orders', 'of another service');
    const { length, lengthByPriority } = await readOne('orders', 'svc:');
    expect(length).toBe(6);
    expect(lengthByPriority).toEqual({ 0: 2, 3: 1, 6: 0, 9: 3 });
  });

  it('follows each queue’s own priority steps', async () => {
    await server.redis.lpush('orders\x06\x165', 'a');
    const [own, byDefault] = await read(
      { queue: 'orders', keyPrefix: '', prioritySteps: [0, 5] },
      target('orders'),
    );
    expect(own.lengthByPriority).toEqual({ 0: 0, 5: 1 });
    expect(byDefault.length).toBe(0);
  });

  it.each(['größe', '待ち行列', 'a b', 'a*[b]?', 'x'.repeat(500), '\x00\r\n"'])(
    'is read whatever the queue is called: %j',
    async queue => {
      await server.redis.lpush(
        queueKey({ keyPrefix: 'p*:' }, queue, 6),
        message(),
      );
      await server.redis.hset(unackedKey({ keyPrefix: 'p*:' }), {
        tag: unackedEntry(queue),
      });
      expect(await readOne(queue, 'p*:')).toMatchObject({
        length: 1,
        inFlight: 1,
      });
    },
  );

  it('keeps a thousand queues of mixed prefixes apart', async () => {
    const targets = Array.from({ length: 1000 }, (_, index) =>
      target(`q${index}`, index % 3 ? `svc${index % 7}:` : ''),
    );
    const pipeline = server.redis.pipeline();
    targets.forEach((each, index) => {
      const key = queueKey(each, each.queue);
      for (let count = index % 5; count > 0; count--) {
        pipeline.lpush(key, message());
      }
    });
    await pipeline.exec();
    const readings = await read(...targets);
    expect(readings.map(({ length }) => length)).toEqual(
      targets.map((_, index) => index % 5),
    );
  });
});

describe('the newest in flight', () => {
  const since = (seconds: number, options: MessageOptions = {}) =>
    unackedEntry('orders', { sentAt: NOW - seconds, ...options });
  const eta = iso(NOW + 3600);

  async function ageOf(
    entries: readonly string[],
    hash: string = 'unacked',
  ): Promise<number | null> {
    await server.redis.hset(
      hash,
      Object.fromEntries(entries.map((entry, tag) => [String(tag), entry])),
    );
    return (await readOne('orders')).newestInFlightAge;
  }

  it.each(['unacked', 'unacked.orders'])(
    'is found among what %s holds of the queue',
    async hash => {
      await server.redis.hset('unacked', {
        other: unackedEntry('mail', { sentAt: NOW }),
      });
      const age = await ageOf([since(300), since(100), since(200)], hash);
      expect(age).toBeGreaterThanOrEqual(100);
      expect(age).toBeLessThan(200);
    },
  );

  it('leaves out what is held for its ETA', async () => {
    const age = await ageOf([since(300), since(100, { eta })]);
    expect(age).toBeGreaterThanOrEqual(300);
  });

  it('is none where the queue has nothing there', async () => {
    await server.redis.hset('unacked', { other: unackedEntry('mail') });
    expect((await readOne('orders')).newestInFlightAge).toBe(Infinity);
  });

  it.each<[string, string]>([
    ['one does not say', unackedEntry('orders')],
    ['one is a retry', since(100, { headers: { retries: 1 } })],
    ['all are held', since(100, { eta })],
  ])('is unknown where %s', async (reason, entry) => {
    const entries = reason === 'all are held' ? [entry] : [since(300), entry];
    expect(await ageOf(entries)).toBeNull();
  });

  it('is unknown where not all are looked at', async () => {
    const entries = Array.from({ length: 300 }, () => since(300));
    expect(await ageOf(entries)).toBeNull();
  });
});

describe('a key of another type', () => {
  it('is that queue’s error and leaves the others alone', async () => {
    await server.redis.set('orders\x06\x163', 'text');
    await server.redis.lpush('orders', message());
    await server.redis.lpush('mail', message());
    const [orders, mail] = await read(target('orders'), target('mail'));
    expect(orders).toMatchObject({
      length: null,
      lengthByPriority: null,
      oldestAgeSeconds: null,
      error: { code: 'wrong-type' },
    });
    expect(orders.error?.message).toContain('messages of queue orders');
    expect(mail).toMatchObject({ length: 1, inFlight: 0 });
    expect(mail.error).toBeUndefined();
  });

  it('leaves the length when it is the hash of unacknowledged messages', async () => {
    await server.redis.set('unacked', 'text');
    await server.redis.lpush('orders', message());
    expect(await readOne('orders')).toMatchObject({
      length: 1,
      inFlight: null,
      error: { code: 'wrong-type' },
    });
  });
});

describe('in flight', () => {
  it('counts the shared hash by routing key', async () => {
    await server.redis.hset('svc:unacked', {
      a: unackedEntry('orders'),
      b: unackedEntry('mail'),
      c: unackedEntry('orders'),
      d: 'not JSON',
      e: '["ends like one", "x", "mail"]',
    });
    const [orders, mail, other] = await read(
      target('orders', 'svc:'),
      target('mail', 'svc:'),
      target('orders'),
    );
    expect(orders).toMatchObject({ inFlight: 2, inFlightEstimated: false });
    expect(mail.inFlight).toBe(2);
    expect(other.inFlight).toBe(0);
  });

  it('adds the hash that the queue keeps for itself', async () => {
    const naming = { keyPrefix: 'svc:' };
    await server.redis.hset(queueUnackedKey(naming, 'orders'), {
      a: '1',
      b: '2',
    });
    await server.redis.hset(unackedKey(naming), { c: unackedEntry('orders') });
    expect((await readOne('orders', 'svc:')).inFlight).toBe(3);
  });

  it('is an estimate beyond a bounded sample', async () => {
    const entries = [
      unackedEntry('mail'),
      ...Array(3).fill(unackedEntry('orders')),
    ];
    await server.redis.hset(
      'unacked',
      Array.from({ length: 10_000 }, (_, tag) => [
        tag,
        entries[tag % 4],
      ]).flat(),
    );
    await server.redis.config('RESETSTAT');
    const [orders, mail] = await read(target('orders'), target('mail'));
    expect(orders.inFlightEstimated).toBe(true);
    expect(orders.inFlight).toBeGreaterThan(6000);
    expect(orders.inFlight).toBeLessThan(9000);
    expect(orders.inFlight! + mail.inFlight!).toBeCloseTo(10_000, -1);
    expect(await calls('hget')).toBe(256);
  });

  it('bounds the work over many hashes', async () => {
    const targets = Array.from({ length: 50 }, (_, index) =>
      target('orders', `svc${index}:`),
    );
    const entry = unackedEntry('orders');
    const entries = Array.from({ length: 300 }, (_, tag) => [
      tag,
      entry,
    ]).flat();
    await Promise.all(
      targets.map(each => server.redis.hset(unackedKey(each), entries)),
    );
    await server.redis.config('RESETSTAT');
    const readings = await read(...targets);
    expect(readings.map(({ inFlight }) => inFlight)).toEqual(
      targets.map(() => 300),
    );
    expect(await calls('hget')).toBe(256 + 49 * 8);
  });

  it('copies no giant messages', async () => {
    await server.redis.hset('unacked', {
      a: unackedEntry('orders', { size: 3_000_000 }),
    });
    expect(await readOne('orders')).toMatchObject({
      inFlight: null,
      inFlightEstimated: false,
    });
    await server.redis.hset('unacked', { b: unackedEntry('orders') });
    expect(await readOne('orders')).toMatchObject({
      inFlight: 2,
      inFlightEstimated: true,
    });
  });
});

describe('scheduled', () => {
  const later = { eta: iso(NOW + 3600) };
  const sooner = { eta: iso(NOW - 3600) };

  it('counts those in flight whose ETA is still to come', async () => {
    await server.redis.hset('unacked', {
      a: unackedEntry('orders', later),
      b: unackedEntry('orders', sooner),
      c: unackedEntry('orders'),
      d: unackedEntry('mail', later),
      e: unackedEntry('orders', { eta: 'soon' }),
    });
    await server.redis.hset('unacked.orders', {
      f: unackedEntry('orders', later),
      g: unackedEntry('orders', sooner),
      h: 'not JSON',
    });
    const [orders, mail] = await read(target('orders'), target('mail'));
    expect(orders).toMatchObject({ inFlight: 7, scheduled: 2 });
    expect(mail).toMatchObject({ inFlight: 1, scheduled: 1 });
  });

  it('is an estimate beyond a bounded sample', async () => {
    const entry = unackedEntry('orders', later);
    await server.redis.hset(
      'unacked.orders',
      Array.from({ length: 1000 }, (_, tag) => [tag, entry]).flat(),
    );
    expect(await readOne('orders')).toMatchObject({
      inFlight: 1000,
      inFlightEstimated: false,
      scheduled: 1000,
      scheduledEstimated: true,
    });
  });

  it('is unknown when messages are too big to look at', async () => {
    await server.redis.hset('unacked.orders', {
      a: unackedEntry('orders', { size: 3_000_000 }),
    });
    expect(await readOne('orders')).toMatchObject({
      inFlight: 1,
      scheduled: null,
      scheduledEstimated: false,
    });
  });
});

describe('the script', () => {
  it('is sent again when the server has forgotten it', async () => {
    await server.redis.lpush('orders', message());
    await readOne('orders');
    await server.redis.script('FLUSH');
    expect((await readOne('orders')).length).toBe(1);
  });

  it('reads 1,000 queues in runs of 50', async () => {
    await readOne('orders');
    await server.redis.config('RESETSTAT');
    await read(
      ...Array.from({ length: 1000 }, (_, index) => target(`q${index}`)),
    );
    expect(await calls('evalsha')).toBe(20);
  });

  it('fills, where there are several runs, half of what Redis reads at once', () => {
    const bytes = (count: number) =>
      scriptRequests(
        Array.from({ length: count }, (_, index) => target(`q${index}`)),
      ).map(request => request.encode().length);
    expect(bytes(100)).toEqual([8192, 8192]);
    expect(bytes(1)[0]).toBeLessThan(200);
  });
});

async function calls(command: string): Promise<number> {
  const stats = await server.redis.info('commandstats');
  const counted = [...stats.matchAll(/^cmdstat_(\S+):calls=(\d+)/gm)].find(
    ([, name]) => name === command,
  );
  return Number(counted?.[2] ?? 0);
}
