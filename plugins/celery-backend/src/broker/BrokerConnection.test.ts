import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { KOMBU_PRIORITY_STEPS } from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startValkey, Valkey } from '../../dev/broker/valkey';
import { BrokerConfig } from '../config/brokerConfig';
import { message, unackedEntry } from '../__testUtils__/messages';
import {
  startServer,
  startTlsProxy,
  TEST_CERTIFICATE,
  TestServer,
} from '../__testUtils__/servers';
import { BrokerConnection } from './BrokerConnection';
import { CLIENT_NAME } from './BrokerSession';

const PASSWORD = 'correct-horse-7';
const ORDERS = {
  queue: 'orders',
  keyPrefix: 'svc:',
  prioritySteps: KOMBU_PRIORITY_STEPS,
};

let valkey: Valkey;
let redis: Redis;
let folder: string;
const opened: BrokerConnection[] = [];
const servers: TestServer[] = [];

beforeAll(async () => {
  // DEBUG RELOAD writes a file, which no other server may find.
  folder = await mkdtemp(join(tmpdir(), 'celery-broker-'));
  valkey = await startValkey({
    args: [
      ...['--requirepass', PASSWORD, '--dir', folder],
      ...['--enable-debug-command', 'local'],
    ],
  });
  redis = new Redis(valkey.port, '127.0.0.1', { password: PASSWORD });
}, 300_000);

beforeEach(async () => {
  await redis.flushall();
  await redis.lpush('svc:orders', message({ sentAt: 1 }));
});

afterEach(async () => {
  opened.splice(0).forEach(connection => connection.close());
  await Promise.all(servers.splice(0).map(each => each.stop()));
});

afterAll(async () => {
  redis.disconnect();
  await valkey.stop();
  await rm(folder, { recursive: true });
});

function connectionTo(config: Partial<BrokerConfig> & { port?: number }) {
  const { port = valkey.port, ...rest } = config;
  const connection = new BrokerConnection({
    name: 'test-broker',
    server: { host: '127.0.0.1', port },
    password: PASSWORD,
    db: 0,
    timeoutSeconds: 30,
    ...rest,
  });
  opened.push(connection);
  return connection;
}

async function server(onConnection: Parameters<typeof startServer>[0]) {
  const started = await startServer(onConnection);
  servers.push(started);
  return started;
}

async function tlsProxy() {
  const proxy = await startTlsProxy(valkey.port);
  servers.push(proxy);
  return proxy;
}

async function failureOf(reading: Promise<unknown>) {
  const failure = await reading.then(
    () => undefined,
    error => error,
  );
  const text = `${failure.stack} ${JSON.stringify(failure)}`;
  expect(text).not.toContain('127.0.0.1');
  expect(text).not.toContain(PASSWORD);
  return failure.toBrokerError();
}

async function ourConnections(): Promise<string[]> {
  const list = String(await redis.client('LIST'));
  return list.split('\n').filter(line => line.includes(`name=${CLIENT_NAME}`));
}

describe('a connection', () => {
  it('is opened by the first reading, kept, and carries a name', async () => {
    const connection = connectionTo({});
    expect(await ourConnections()).toHaveLength(0);
    await connection.read([ORDERS]);
    const { queues, limitation } = await connection.read([ORDERS]);
    expect(queues[0]).toMatchObject({ length: 1 });
    expect(limitation).toBeUndefined();
    expect(await ourConnections()).toHaveLength(1);
  });

  it('is opened again after it was closed from the other side', async () => {
    const connection = connectionTo({});
    await connection.read([ORDERS]);
    await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    expect((await connection.read([ORDERS])).queues[0].length).toBe(1);
  });

  it('stays closed once it was closed here', async () => {
    const connection = connectionTo({});
    await connection.read([ORDERS]);
    connection.close();
    await expect(connection.read([ORDERS])).rejects.toThrow('test-broker');
  });

  it('reads the database that is configured', async () => {
    await redis.copy('svc:orders', 'svc:orders', 'DB', 3);
    await redis.lpush('svc:orders', message());
    const { queues } = await connectionTo({ db: 3 }).read([ORDERS]);
    expect(queues[0].length).toBe(1);
  });

  it('reads no other database when that one does not exist', async () => {
    const error = await failureOf(connectionTo({ db: 99 }).read([ORDERS]));
    expect(error).toMatchObject({ code: 'unknown' });
    expect(error.message).toContain('correct db under celery.brokers');
  });
});

describe('a broker that does not answer', () => {
  it('refuses', async () => {
    const { port, stop } = await startServer(() => {});
    await stop();
    expect(await failureOf(connectionTo({ port }).read([ORDERS]))).toEqual({
      code: 'refused',
      message: expect.stringContaining('does not accept connections'),
    });
  });

  it('closes connections at once', async () => {
    const { port } = await server(socket => socket.destroy());
    expect(await failureOf(connectionTo({ port }).read([ORDERS]))).toEqual({
      code: 'refused',
      message: expect.stringContaining('It may expect TLS'),
    });
  });

  it('hangs after it accepted', async () => {
    const { port } = await server(() => {});
    const connection = connectionTo({ port, timeoutSeconds: 0.1 });
    expect(await failureOf(connection.read([ORDERS]))).toMatchObject({
      code: 'timeout',
    });
  });

  it('hangs on a kept connection, then answers again', async () => {
    const connection = connectionTo({ timeoutSeconds: 1 });
    await connection.read([ORDERS]);
    process.kill(valkey.pid, 'SIGSTOP');
    try {
      expect(await failureOf(connection.read([ORDERS]))).toMatchObject({
        code: 'timeout',
      });
    } finally {
      process.kill(valkey.pid, 'SIGCONT');
    }
    expect((await connection.read([ORDERS])).queues[0].length).toBe(1);
    expect(await ourConnections()).toHaveLength(1);
  });

  it('has a name that nobody knows', async () => {
    const host = 'broker.invalid';
    const connection = connectionTo({ server: { host, port: 1 } });
    expect(await failureOf(connection.read([ORDERS]))).toMatchObject({
      code: 'unresolved',
    });
  });

  it('is no Redis', async () => {
    const { port } = await server(socket => socket.end('HTTP/1.1 400 No\r\n'));
    const error = await failureOf(connectionTo({ port }).read([ORDERS]));
    expect(error.code).toBe('unknown');
  });
});

describe('a broker that refuses the user', () => {
  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['no password', { password: undefined }],
    ['an unknown user', { username: 'nobody', password: 'wrong' }],
  ])('for %s', async (_, config) => {
    const error = await failureOf(connectionTo(config).read([ORDERS]));
    expect(error.code).toBe('auth');
    expect(error.message).toContain('celery.brokers');
  });

  it('once the password was changed', async () => {
    await redis.acl('SETUSER', 'portal', 'on', '>first', '~*', '+@all');
    const connection = connectionTo({ username: 'portal', password: 'first' });
    await connection.read([ORDERS]);
    await redis.acl('SETUSER', 'portal', '<first', '>second');
    await redis.client('KILL', 'USER', 'portal');
    expect((await failureOf(connection.read([ORDERS]))).code).toBe('auth');
    await redis.acl('SETUSER', 'portal', '>first');
    expect((await connection.read([ORDERS])).queues[0].length).toBe(1);
  });
});

describe('an ACL', () => {
  const README = readFileSync(
    resolvePackagePath(
      '@celery-keda/backstage-plugin-celery-backend',
      'README.md',
    ),
    'utf8',
  );
  const MINIMAL =
    '+evalsha +eval +time +llen +lindex +hlen +hkeys +hrandfield +hstrlen +hget +select +client|setname';

  async function readAs(rules: string, db: number = 0) {
    await redis.acl(
      'SETUSER',
      'portal',
      'reset',
      'on',
      '>pass',
      ...rules.split(' '),
    );
    await redis.acl('LOG', 'RESET');
    const config = { username: 'portal', password: 'pass', db };
    return connectionTo(config).read([
      ORDERS,
      { ...ORDERS, keyPrefix: 'other:' },
    ]);
  }

  it('needs no more than the documented minimum', async () => {
    const entries = Array.from({ length: 300 }, (_, tag) => [
      tag,
      unackedEntry('orders'),
    ]);
    await redis.hset('svc:unacked', entries.flat());
    const { queues, limitation } = await readAs(
      `%R~svc:* %R~other:* ${MINIMAL}`,
    );
    expect(limitation).toBeUndefined();
    expect(queues[0]).toMatchObject({ length: 1, inFlight: 300 });
    expect(queues[0].oldestAgeSeconds).toBeGreaterThan(1e9);
    expect(await redis.acl('LOG')).toEqual([]);
    expect(README).toContain(MINIMAL);
  });

  it('that hides one service’s keys hides no other’s', async () => {
    const { queues } = await readAs(`%R~svc:* ${MINIMAL}`);
    expect(queues[0]).toMatchObject({ length: 1, inFlight: 0 });
    expect(queues[1]).toMatchObject({
      length: null,
      inFlight: null,
      error: { code: 'permission' },
    });
  });

  it('that forbids scripts leaves lengths', async () => {
    await redis.hset('svc:unacked.orders', { a: '1' });
    await redis.hset('svc:unacked', { a: unackedEntry('orders') });
    const { queues, limitation } = await readAs('~* +@all -@scripting');
    expect(limitation?.code).toBe('script-denied');
    expect(queues).toEqual([
      {
        length: 1,
        lengthByPriority: { 0: 1, 3: 0, 6: 0, 9: 0 },
        inFlight: 2,
        inFlightEstimated: true,
        scheduled: null,
        scheduledEstimated: false,
        oldestAgeSeconds: null,
        newestInFlightAge: null,
        newest: null,
        arrived: null,
      },
      expect.objectContaining({
        length: 0,
        inFlight: 0,
        inFlightEstimated: false,
      }),
    ]);
  });

  it('that forbids scripts and a key, or has one of a wrong type', async () => {
    await redis.set('svc:orders\x06\x163', 'text');
    const { queues } = await readAs('~svc:* +@all -@scripting');
    expect(queues.map(({ error }) => error?.code)).toEqual([
      'wrong-type',
      'permission',
    ]);
  });

  it('that forbids the clock leaves what needs no clock', async () => {
    await redis.hset('other:unacked', { a: unackedEntry('orders') });
    const { queues } = await readAs('~* +@all -time');
    expect(queues).toMatchObject([
      { length: 1, inFlight: 0, scheduled: 0, oldestAgeSeconds: null },
      { length: 0, inFlight: 1, scheduled: null, oldestAgeSeconds: null },
    ]);
  });

  it('that forbids choosing the database', async () => {
    const error = await failureOf(readAs('~* +@all -select', 1));
    expect(error.code).toBe('permission');
  });
});

describe('a server in trouble', () => {
  it('is still loading its data', async () => {
    for (let key = 0; key < 300; key++) {
      await redis.set(`key${key}`, 'x'.repeat(100));
    }
    await redis.config('SET', 'loading-process-events-interval-bytes', 1024);
    await redis.config('SET', 'key-load-delay', 10_000);
    const reload = redis.duplicate().debug('RELOAD');
    let code = 'ok';
    while (code === 'ok') {
      code = await connectionTo({})
        .read([ORDERS])
        .then(
          () => 'ok',
          error => error.code,
        );
    }
    await redis.config('SET', 'key-load-delay', 0);
    await reload;
    expect(code).toBe('loading');
  });

  it('is a replica without its master', async () => {
    await redis.config('SET', 'replica-serve-stale-data', 'no');
    await redis.replicaof('127.0.0.1', 1);
    const code = await connectionTo({})
      .read([ORDERS])
      .catch(error => error.code);
    await redis.replicaof('NO', 'ONE');
    expect(code).toBe('read-only');
  });

  it('has no memory left: reading goes on', async () => {
    await redis.config('SET', 'maxmemory', 1);
    const { queues } = await connectionTo({}).read([ORDERS]);
    await redis.config('SET', 'maxmemory', 0);
    expect(queues[0].length).toBe(1);
  });
});

describe('TLS', () => {
  it('is trusted with the authority’s certificate', async () => {
    const { port } = await tlsProxy();
    const connection = connectionTo({ port, tls: { ca: TEST_CERTIFICATE } });
    const { queues } = await connection.read([ORDERS]);
    expect(queues[0].length).toBe(1);
  });

  it.each([
    ['an unknown authority', {}],
    ['another host’s name', { ca: TEST_CERTIFICATE, servername: 'elsewhere' }],
  ])('refuses %s', async (_, tls) => {
    const { port } = await tlsProxy();
    expect(await failureOf(connectionTo({ port, tls }).read([ORDERS]))).toEqual(
      {
        code: 'tls',
        message: expect.stringContaining('certificate is not trusted'),
      },
    );
  });

  it('is expected from a server that does not speak it', async () => {
    const connection = connectionTo({ tls: {}, timeoutSeconds: 1 });
    expect((await failureOf(connection.read([ORDERS]))).code).toBe('tls');
  });

  it('is not expected from a server that speaks it', async () => {
    const { port } = await tlsProxy();
    const error = await failureOf(connectionTo({ port }).read([ORDERS]));
    expect(error.code).toMatch(/^(tls|refused)$/);
    expect(error.message).toContain('TLS');
  });
});
