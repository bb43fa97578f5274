import { TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { findPostgres } from '../__testUtils__/postgres';
import { HistorySample, HistoryStore } from './HistoryStore';

const postgres = findPostgres();
if (postgres) {
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING =
    postgres.connectionString;
}
const databases = TestDatabases.create({
  ids: postgres ? ['SQLITE_3', 'POSTGRES_15'] : ['SQLITE_3'],
});

beforeAll(() => postgres?.start(), 300_000);
afterAll(() => postgres?.stop());

const ENTITY = 'component:default/orders';
/** A full hour. */
const NOON = Date.parse('2026-11-25T12:00:00Z') / 1000;
const DAY = 86_400;

function sample(
  at: number,
  numbers: Partial<HistorySample> = {},
): HistorySample {
  return {
    entityRef: ENTITY,
    queue: 'orders',
    at,
    length: 1,
    inFlight: 0,
    scheduled: 0,
    oldestAgeSeconds: null,
    replicas: null,
    desiredReplicas: null,
    ...numbers,
  };
}

function flat(value: number) {
  return { min: value, avg: value, max: value };
}

describe.each(databases.eachSupportedId())('%s', databaseId => {
  async function setUp(options = { retentionDays: 7 }) {
    const database = await databases.init(databaseId);
    const directory = resolvePackagePath(
      '@celery-keda/backstage-plugin-celery-backend',
      'migrations',
    );
    await database.migrate.latest({ directory });
    const store = new HistoryStore(database, options);
    return {
      database,
      directory,
      store,
      read: async (from: number, to: number, step: number, queue = 'orders') =>
        (await store.read(ENTITY, [queue], { from, to, step })).get(queue) ??
        [],
      count: async (table: string) =>
        Number((await database(table).count('* as rows'))[0].rows),
    };
  }

  it('goes down as it came up', async () => {
    const { database, directory, count } = await setUp();
    expect(await count('celery_history_samples')).toBe(0);
    await database.migrate.rollback({ directory });
    expect(await database.schema.hasTable('celery_history_queues')).toBe(false);
    await database.migrate.latest({ directory });
    expect(await count('celery_history_minutes')).toBe(0);
  });

  it('gives back samples as they came, and gaps as gaps', async () => {
    const { store, read } = await setUp();
    await store.add([
      sample(NOON, { length: 10, inFlight: 2, oldestAgeSeconds: 1.5 }),
      sample(NOON, { queue: 'mail', length: 99 }),
      sample(NOON, { entityRef: 'component:default/other', length: 77 }),
    ]);
    await store.add([
      sample(NOON + 47, { length: 20, replicas: 3, desiredReplicas: 4 }),
    ]);
    expect(await read(NOON, NOON + 60, 15)).toEqual([
      {
        at: '2026-11-25T12:00:00.000Z',
        length: flat(10),
        inFlight: flat(2),
        scheduled: flat(0),
        oldestAgeSeconds: flat(1.5),
        replicas: null,
        desiredReplicas: null,
      },
      {
        at: '2026-11-25T12:00:45.000Z',
        length: flat(20),
        inFlight: flat(0),
        scheduled: flat(0),
        oldestAgeSeconds: null,
        replicas: flat(3),
        desiredReplicas: flat(4),
      },
    ]);
    expect(await read(NOON, NOON + 60, 15, 'nothing')).toEqual([]);
    expect((await read(NOON, NOON + 60, 15, 'mail'))[0].length).toEqual(
      flat(99),
    );
  });

  it('keeps the first of two samples of one second', async () => {
    const { store, read } = await setUp();
    await store.add([sample(NOON, { length: 1 })]);
    await store.add([sample(NOON, { length: 2 })]);
    expect((await read(NOON, NOON + 15, 15))[0].length).toEqual(flat(1));
  });

  it('sums up minutes, whose averages weigh what they saw', async () => {
    const { store, read, count } = await setUp();
    await store.add([
      sample(NOON, { length: 0, replicas: 5 }),
      sample(NOON + 15, { length: 30 }),
      sample(NOON + 30, { length: 60 }),
      sample(NOON + 60, { length: 100, replicas: null }),
      sample(NOON + 120, { length: 7 }),
    ]);
    await store.rollUp(NOON + 125);
    expect(await count('celery_history_minutes')).toBe(2);

    const [first, second, third] = await read(NOON, NOON + 180, 60);
    expect(first).toMatchObject({
      length: { min: 0, avg: 30, max: 60 },
      replicas: flat(5),
    });
    expect(second).toMatchObject({ length: flat(100), replicas: null });
    expect(third).toMatchObject({ length: flat(7) });

    const [both] = await read(NOON, NOON + 180, 180);
    expect(both).toMatchObject({
      length: { min: 0, avg: (90 + 100 + 7) / 5, max: 100 },
    });
  });

  it('sums up each minute once, however often it is asked to', async () => {
    const { store, read, count } = await setUp();
    await store.add([sample(NOON, { length: 4 })]);
    await store.rollUp(NOON + 60);
    await store.rollUp(NOON + 61);
    await store.add([sample(NOON + 60, { length: 6 })]);
    await store.rollUp(NOON + 120);
    expect(await count('celery_history_minutes')).toBe(2);
    expect((await read(NOON, NOON + 120, 120))[0].length).toEqual({
      min: 4,
      avg: 5,
      max: 6,
    });
  });

  it('lets go of samples after an hour and of minutes after the days kept', async () => {
    const { store, read, count } = await setUp({ retentionDays: 2 });
    await store.add([sample(NOON), sample(NOON + DAY)]);
    await store.rollUp(NOON + DAY + 60);
    expect(await count('celery_history_samples')).toBe(1);
    expect(await count('celery_history_minutes')).toBe(2);
    expect(await read(NOON, NOON + DAY + 3600, 3600)).toHaveLength(2);

    await store.rollUp(NOON + 2 * DAY + 60);
    expect(await count('celery_history_samples')).toBe(0);
    expect(await count('celery_history_minutes')).toBe(1);
    expect(await count('celery_history_queues')).toBe(1);

    await store.rollUp(NOON + 3 * DAY + 60);
    expect(await count('celery_history_queues')).toBe(0);
    await store.add([sample(NOON + 3 * DAY + 70)]);
    expect(await count('celery_history_samples')).toBe(1);
  });

  describe('the latest workers', () => {
    const at = (seconds: number) =>
      new Date((NOON + seconds) * 1000).toISOString();
    const workers = (
      seconds: number,
      replicas: number | null,
      numbers: Partial<HistorySample> = {},
    ) =>
      sample(NOON + seconds, {
        replicas,
        desiredReplicas: replicas,
        ...numbers,
      });

    async function latestOf(...samples: HistorySample[]) {
      const { store } = await setUp();
      await store.add(samples);
      return (await store.latest(NOON + 100.5)).get(ENTITY);
    }

    it('are those of each queue by its newest sample that has them', async () => {
      const { store } = await setUp();
      const other = 'component:default/other';
      await store.add([
        workers(30, 1, { desiredReplicas: 2 }),
        workers(45, 3, { desiredReplicas: 4 }),
        workers(60, null),
        workers(45, 0, { queue: 'mail', length: 0 }),
        workers(60, 7, { entityRef: other, desiredReplicas: null }),
        workers(60, null, { entityRef: 'component:default/unseen' }),
      ]);
      await store.rollUp(NOON + 90);
      const latest = await store.latest(NOON + 90);
      expect([...latest.keys()].sort()).toEqual([ENTITY, other].sort());
      expect(latest.get(ENTITY)).toEqual(
        expect.arrayContaining([
          { name: 'orders', current: 3, desired: 4, at: at(45) },
          { name: 'mail', current: 0, desired: 0, at: at(45) },
        ]),
      );
      expect(latest.get(other)).toEqual([
        { name: 'orders', current: 7, desired: null, at: at(60) },
      ]);
    });

    it('are forgotten after a while', async () => {
      expect(await latestOf(workers(-100, 3))).toBeUndefined();
      expect(await latestOf(workers(-80, 3))).toMatchObject([{ at: at(-80) }]);
    });

    it.each<[string, HistorySample[], number | undefined]>([
      ['a worker', [workers(60, 0), workers(75, 1)], undefined],
      [
        'one that is called for',
        [workers(60, 0), workers(75, 0, { desiredReplicas: 1 })],
        undefined,
      ],
      ['no work', [workers(60, 0), workers(75, 0, { length: 0 })], undefined],
      ['work all along', [workers(60, 0), workers(75, 0)], 60],
      [
        'work that workers have left',
        [
          workers(30, 1),
          workers(45, 0, { length: 0, inFlight: 2 }),
          workers(60, 0, { length: 0, inFlight: 2 }),
        ],
        45,
      ],
      [
        'new work',
        [workers(30, 0), workers(45, 0, { length: 0 }), workers(60, 0)],
        60,
      ],
      [
        'no work, unseen workers',
        [workers(30, 0), workers(45, null, { length: 0 }), workers(60, 0)],
        60,
      ],
      [
        'work that was not seen all along',
        [workers(30, 0), workers(45, null), workers(60, 0), workers(75, null)],
        30,
      ],
      ['work of long ago', [workers(-100, 0), workers(75, 0)], 75],
    ])('leave unattended: %s', async (_, samples, since) => {
      const [latest] = (await latestOf(...samples))!;
      expect(latest.unattendedSince).toBe(
        since === undefined ? undefined : at(since),
      );
    });
  });

  it('takes a thousand services at once', async () => {
    const { store, count } = await setUp();
    const samples = Array.from({ length: 1000 }, (_, index) =>
      sample(NOON, { entityRef: `component:default/service-${index}` }),
    );
    await store.add(samples);
    await store.add(samples.map(each => ({ ...each, at: NOON + 15 })));
    await store.rollUp(NOON + 60);
    expect(await count('celery_history_queues')).toBe(1000);
    expect(await count('celery_history_samples')).toBe(2000);
    expect(await count('celery_history_minutes')).toBe(1000);
  });

  it('takes nothing for nothing', async () => {
    const { store, count } = await setUp();
    await store.add([]);
    await store.rollUp(NOON);
    expect(await count('celery_history_queues')).toBe(0);
  });
});
