import { mockServices } from '@backstage/backend-test-utils';
import { HistoryStore } from './HistoryStore';
import { WorkerRecords } from './WorkerRecords';

const FOUND = new Map([
  [
    'component:default/orders',
    [{ name: 'orders', current: 1, desired: 1, at: '2026-11-25T12:00:00Z' }],
  ],
]);

function setUp() {
  const latest = jest.fn(async (_seconds: number) => FOUND);
  const logger = mockServices.logger.mock();
  let now = 1_764_072_000_000;
  const records = new WorkerRecords({
    store: { latest } as Partial<HistoryStore> as HistoryStore,
    logger,
    now: () => now,
  });
  return {
    latest,
    logger,
    records,
    pass: (millis: number) => {
      now += millis;
    },
  };
}

it('reads once for everybody, and anew after a while', async () => {
  const { latest, records, pass } = setUp();
  const both = await Promise.all([records.latest(), records.latest()]);
  expect(both).toEqual([FOUND, FOUND]);
  pass(4_999);
  await records.latest();
  expect(latest.mock.calls).toEqual([[1_764_072_000]]);
  pass(1);
  await records.latest();
  expect(latest).toHaveBeenCalledTimes(2);
});

it('knows nothing while the database fails, and says so once', async () => {
  const { latest, logger, records, pass } = setUp();
  latest.mockRejectedValueOnce(new Error('at 10.0.0.1'));
  latest.mockRejectedValueOnce(new Error('at 10.0.0.1'));
  for (const known of [0, 0, 1]) {
    expect((await records.latest()).size).toBe(known);
    pass(5_000);
  }
  expect(logger.warn.mock.calls).toEqual([
    ['Recorded workers cannot be read (Error)'],
  ]);
});
