import Redis from 'ioredis';
import { connect } from 'node:net';
import {
  startValkey,
  Valkey,
} from '../../plugins/celery-backend/dev/broker/valkey';
import { message } from '../../plugins/celery-backend/src/__testUtils__/messages';
import {
  startServer,
  TestServer,
} from '../../plugins/celery-backend/src/__testUtils__/servers';
import { service, startFaultyPortal } from './FaultyPortal';
import { startTlsRedis, TLS_CERTIFICATE } from './tlsRedis';

const HOST = '127.0.0.1';
const PASSWORD = 'correct-horse-7';

let valkey: Valkey;
let admin: Redis;
let portal: Awaited<ReturnType<typeof startFaultyPortal>>;
const servers: Array<{ stop(): Promise<void> }> = [];

/** A server that answers, but late. */
function startSlowServer(port: number, millis: number): Promise<TestServer> {
  return startServer(socket => {
    const onward = connect(port, HOST);
    onward.on('error', () => socket.destroy());
    onward.pipe(socket);
    socket.on('data', data => setTimeout(() => onward.write(data), millis));
    socket.on('close', () => onward.destroy());
  });
}

beforeAll(async () => {
  valkey = await startValkey({ args: ['--requirepass', PASSWORD] });
  const plain = await startValkey();
  const tls = await startTlsRedis(plain.port);
  const hanging = await startServer(() => {});
  const closing = await startServer(socket => socket.destroy());
  const slow = await startSlowServer(plain.port, 150);
  const gone = await startServer(() => {});
  await gone.stop();
  servers.push(valkey, plain, tls, hanging, closing, slow);
  admin = new Redis(valkey.port, HOST, { password: PASSWORD });
  const inPlain = new Redis(plain.url);
  await Promise.all([
    admin.lpush('orders', message(), message()),
    inPlain.lpush('orders', message()),
  ]);
  inPlain.disconnect();
  await admin.acl('SETUSER', 'rotated', 'on', '>first', '~*', '+@all');
  await admin.acl(
    'SETUSER',
    'limited',
    'on',
    '>p',
    '~*',
    '+@all',
    '-@scripting',
  );

  const brokers = {
    absent: { port: gone.port },
    hanging: { port: hanging.port, timeoutSeconds: 0.5 },
    closing: { port: closing.port },
    late: { port: slow.port, timeoutSeconds: 0.1 },
    slow: { port: slow.port },
    nowhere: { host: 'broker.invalid', port: 1 },
    stranger: { port: valkey.port, password: 'wrong' },
    anonymous: { port: valkey.port },
    rotated: { port: valkey.port, username: 'rotated', password: 'first' },
    limited: { port: valkey.port, username: 'limited', password: 'p' },
    'tls-trusted': { port: tls.port, tls: { ca: TLS_CERTIFICATE } },
    'tls-unknown-ca': { port: tls.port, tls: true },
    'tls-not-expected': { port: tls.port },
    'tls-expected': { port: plain.port, tls: true, timeoutSeconds: 1 },
  };
  portal = await startFaultyPortal({
    brokers: Object.entries(brokers).map(([name, config]) => ({
      name,
      host: HOST,
      timeoutSeconds: 20,
      ...config,
    })),
    entities: Object.keys(brokers).map(name =>
      service(name, {
        'celeryq.dev/broker': name,
        'celeryq.dev/queues': 'orders',
      }),
    ),
  });
}, 300_000);

afterAll(async () => {
  await portal.stop();
  admin.disconnect();
  await Promise.all(servers.map(server => server.stop()));
});

const UNKNOWN = 'how much waits and runs is unknown';
const CONFIG = (name: string) =>
  `An administrator can correct celery.brokers[${name}] in app-config.`;

describe('the page of a broker that was never read says', () => {
  it.each([
    [
      'absent',
      'Nothing accepts connections there.',
      'Check that the broker runs',
    ],
    [
      'closing',
      'Nothing accepts connections there.',
      'Check that the broker runs',
    ],
    ['hanging', 'It does not answer in time.', 'Check that the broker runs'],
    ['late', 'It does not answer in time.', 'Check that the broker runs'],
    ['nowhere', 'Its host name cannot be resolved.', CONFIG('nowhere')],
    ['stranger', 'It refuses the user or the password.', CONFIG('stranger')],
    ['anonymous', 'It refuses the user or the password.', CONFIG('anonymous')],
    ['tls-unknown-ca', 'certificate', CONFIG('tls-unknown-ca')],
    ['tls-expected', 'certificate', CONFIG('tls-expected')],
  ])('%s: %s', async (name, cause, advice) => {
    const page = await portal.pageOf(name);
    expect(page).toContain(`Broker ${name} cannot be read: ${UNKNOWN}.`);
    expect(page).toContain(cause);
    expect(page).toContain(advice);
    const said = JSON.stringify([
      page,
      await portal.statusOf(name),
      portal.logger.warn.mock.calls,
    ]);
    expect(said).not.toContain(HOST);
    expect(said).not.toContain(PASSWORD);
  });

  it('tls-not-expected: that it may expect TLS', async () => {
    const { broker } = await portal.statusOf('tls-not-expected');
    expect(broker.state).toBe('unreachable');
    expect(broker.error?.message).toContain('TLS');
  });
});

it('a broker that answers slowly but in time has its numbers', async () => {
  expect(await portal.statusOf('slow')).toMatchObject({
    broker: { state: 'ok' },
    queues: [{ length: 1 }],
  });
});

it('a broker with TLS and its own authority has its numbers', async () => {
  expect(await portal.statusOf('tls-trusted')).toMatchObject({
    broker: { state: 'ok' },
    queues: [{ length: expect.any(Number) }],
  });
});

it('a broker that forbids scripts has lengths, and says what is missing', async () => {
  const { broker, queues } = await portal.statusOf('limited');
  expect(queues).toMatchObject([{ length: 2, oldestAgeSeconds: null }]);
  expect(broker).toMatchObject({
    state: 'ok',
    error: { code: 'script-denied' },
  });
});

it('a rotated password leaves the last numbers, until the new one is configured', async () => {
  expect(await portal.pageOf('rotated')).toContain('2 waiting');
  await admin.acl('SETUSER', 'rotated', '<first', '>second');
  await admin.client('KILL', 'USER', 'rotated');
  const page = await portal.pageUntil('rotated', /does not answer/);
  expect(page).toMatch(
    /Broker rotated does not answer\. The numbers are \d+ s old\./,
  );
  expect(page).toContain('2 waiting');
  expect(page).toContain('It refuses the user or the password.');
  await admin.acl('SETUSER', 'rotated', '>first');
  await portal.pageUntil('rotated', /^(?!.*does not answer)/);
});

it('none of them keeps the portal from being ready', async () => {
  const { status } = await portal.ready();
  expect(status).toBe(200);
});
