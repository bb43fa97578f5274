import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readCeleryConfig } from './celeryConfig';

const SECRET = 'hunter2-secret';

function read(celery?: JsonObject) {
  return readCeleryConfig(new ConfigReader(celery ? { celery } : {}));
}

function broker(entry: JsonObject) {
  return read({ brokers: [{ name: 'orders', ...entry }] }).brokers[0];
}

it('has defaults', () => {
  expect(read()).toEqual({
    refreshSeconds: 5,
    brokers: [],
    retentionDays: 7,
  });
  expect(read({ refreshSeconds: 2.5 }).refreshSeconds).toBe(2.5);
  expect(read({ history: {} }).retentionDays).toBe(7);
  expect(read({ history: { retentionDays: 0 } }).retentionDays).toBe(0);
});

describe('a broker', () => {
  it('is read from a URL', () => {
    expect(
      broker({ url: `rediss://portal:p%40ss%2Fw%23rd@redis.example:31234/2` }),
    ).toEqual({
      name: 'orders',
      server: { host: 'redis.example', port: 31234 },
      username: 'portal',
      password: 'p@ss/w#rd',
      db: 2,
      tls: {},
      timeoutSeconds: 3,
    });
  });

  it('is read from a short URL', () => {
    expect(broker({ url: 'redis://[::1]' })).toMatchObject({
      server: { host: '::1', port: 6379 },
      username: undefined,
      password: undefined,
      db: 0,
      tls: undefined,
    });
  });

  it('may have what only the catalog reads', () => {
    const catalog = {
      title: 'Orders',
      description: 'Of the shop',
      owner: 'group:default/platform',
    };
    expect(broker({ url: 'redis://r', ...catalog })).toEqual(
      broker({ url: 'redis://r' }),
    );
  });

  it('is read from parts', () => {
    const tls = { ca: 'CA', servername: 'redis', rejectUnauthorized: true };
    expect(
      broker({
        host: 'redis.example',
        port: 6380,
        username: 'portal',
        password: SECRET,
        db: 1,
        tls,
        timeoutSeconds: 1.5,
      }),
    ).toEqual({
      name: 'orders',
      server: { host: 'redis.example', port: 6380 },
      username: 'portal',
      password: SECRET,
      db: 1,
      tls,
      timeoutSeconds: 1.5,
    });
  });

  it.each([
    [true, {}],
    [false, undefined],
    [{ ca: 'CA' }, { ca: 'CA' }],
  ])('reads tls %j', (tls, expected) => {
    expect(broker({ host: 'redis', tls }).tls).toEqual(expected);
  });

  it('adds tls to a URL', () => {
    expect(broker({ url: 'rediss://redis', tls: { ca: 'CA' } }).tls).toEqual({
      ca: 'CA',
    });
  });

  it('is found through Sentinels', () => {
    expect(
      broker({
        sentinels: [{ host: 'one' }, { host: 'two', port: 5000 }],
        sentinelMaster: 'main',
        sentinelPassword: SECRET,
        db: 4,
      }),
    ).toMatchObject({
      server: {
        addresses: [
          { host: 'one', port: 26379 },
          { host: 'two', port: 5000 },
        ],
        master: 'main',
        password: SECRET,
      },
      db: 4,
    });
  });
});

describe('a mistake', () => {
  const url = `redis://user:${SECRET}@redis`;

  it.each<[string, JsonObject, string]>([
    ['no address', {}, 'brokers[0] needs url, host or sentinels'],
    ['two addresses', { url, host: 'redis' }, 'has both url and host'],
    ['a part beside the URL', { url, password: SECRET }, '.password stands'],
    ['no URL', { url: `//${SECRET}` }, '.url is not a URL'],
    ['a number for a URL', { url: 6379 }, "'celery.brokers[0].url'"],
    ['another scheme', { url: `http://${SECRET}` }, '.url must start with'],
    ['no host', { url: `redis:///0` }, '.url'],
    [
      'an unescaped #',
      { url: `redis://u:pa#${SECRET}@r` },
      '.url is not a URL',
    ],
    ['a query', { url: `redis://r/0?x=${SECRET}` }, 'behind "?"'],
    [
      'a named database',
      { url: `redis://r/${SECRET}` },
      'number of a database',
    ],
    ['a bare %', { url: `redis://u:%${SECRET}@r` }, 'write it as %25'],
    [
      'a port out of range',
      { host: 'r', port: 70000 },
      '.port must be a whole',
    ],
    ['a port as text', { host: 'r', port: SECRET }, "'celery.brokers[0].port'"],
    ['half a database', { host: 'r', db: 0.5 }, '.db must be a whole number'],
    ['a number for a password', { host: 'r', password: 12345 }, '.password'],
    ['tls as text', { host: 'r', tls: SECRET }, '.tls must be true'],
    ['an unknown key', { host: 'r', pasword: SECRET }, '.pasword is not known'],
    [
      'an unknown TLS key',
      { host: 'r', tls: { cafile: SECRET } },
      '.tls.cafile',
    ],
    ['a timeout of 0', { host: 'r', timeoutSeconds: 0 }, '.timeoutSeconds'],
    ['no Sentinel', { sentinels: [] }, '.sentinels must list'],
    ['no master', { sentinels: [{ host: 'r' }] }, '.sentinelMaster'],
    [
      'a host and port as one',
      { sentinels: [{ host: 'r', prt: 1 }], sentinelMaster: 'm' },
      '.sentinels[0].prt',
    ],
    ['Sentinel parts alone', { host: 'r', sentinelMaster: 'm' }, 'only beside'],
    [
      'a port beside Sentinels',
      { sentinels: [{ host: 'r' }], port: 1 },
      '.port belongs to host',
    ],
    ['a bad name', { name: 'redis://x', host: 'r' }, '.name must be letters'],
    ['no name', { name: null, host: 'r' }, 'brokers[0].name'],
  ])('is named: %s', (_, entry, message) => {
    expect(() => broker(entry)).toThrow(message);
    expect(() => broker(entry)).not.toThrow(SECRET);
    expect(() => broker(entry)).not.toThrow('12345');
  });

  it('is named: two brokers of one name', () => {
    const brokers = [
      { name: 'orders', host: 'a' },
      { name: 'orders', host: 'b' },
    ];
    expect(() => read({ brokers })).toThrow(
      'celery.brokers[1].name is the same as that of celery.brokers[0]',
    );
  });

  it.each([0, -1, 3601])('is named: refreshSeconds %d', refreshSeconds => {
    expect(() => read({ refreshSeconds })).toThrow(
      'celery.refreshSeconds must be a number from 1 to 3600',
    );
  });

  it.each([
    [{ retentionDays: 400 }, 'celery.history.retentionDays must be'],
    [{ days: 7 }, 'celery.history.days is not known'],
  ])('is named: history %j', (history, message) => {
    expect(() => read({ history })).toThrow(message);
  });
});
