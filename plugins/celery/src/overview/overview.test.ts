import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { DIAGNOSIS_SEVERITIES } from '@celery-keda/backstage-plugin-celery-common';
import {
  queueStatus,
  serviceEntity,
  serviceStatus,
  withAnnotations,
} from '../__testUtils__/service';
import { choicesOf, filterRows, filtersOf, withFilters } from './filters';
import { StatusItem } from './loadOverview';
import { OVERVIEW_LOOKS } from './looks';
import { keepOrder, KEEP_ORDER_MILLISECONDS, sortRows } from './order';
import { OverviewRow, overviewRowsOf, withUnchanged } from './rows';
import { OVERVIEW_STATES } from './states';
import { totalsOf } from './totals';

it('has the worst first', () => {
  const severities = OVERVIEW_STATES.map(
    state => OVERVIEW_LOOKS[state].severity,
  );
  expect([...new Set(severities)]).toEqual(DIAGNOSIS_SEVERITIES);
});

function named(name: string, entity: Entity = serviceEntity(name)): Entity {
  return {
    ...entity,
    metadata: { ...entity.metadata, name },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${name}-team` }],
  };
}

function statuses(...items: StatusItem[]) {
  return new Map(items.map(item => [item.entityRef, item]));
}

const statusOf = (
  entity: Entity,
  ...args: Parameters<typeof serviceStatus>
) => ({
  ...serviceStatus(...args),
  entityRef: stringifyEntityRef(entity),
});

describe('overviewRowsOf', () => {
  it('makes a row of each queue', () => {
    const orders = named('orders', serviceEntity('orders', 'bulk'));
    const status = statusOf(orders, [
      queueStatus('orders', { length: 3 }),
      queueStatus('bulk'),
    ]);
    expect(overviewRowsOf([orders], statuses(status))).toMatchObject([
      {
        service: 'orders',
        queueName: 'orders',
        owners: ['group:default/orders-team'],
        broker: 'orders-broker',
        state: 'waiting',
        queue: { length: 3 },
      },
      { queueName: 'bulk', state: 'idle' },
    ]);
  });

  it('judges a queue by its recorded workers, too', () => {
    const orders = named('orders', serviceEntity('orders', 'bulk'));
    const observedAt = '2026-11-25T13:00:00Z';
    const recorded = (name: string, at: string) => ({
      name,
      current: 0,
      desired: 0,
      at,
      unattendedSince: '2026-11-25T12:50:00Z',
    });
    const queues = ['orders', 'bulk'].map(name =>
      queueStatus(name, { inFlight: 1 }),
    );
    const status = {
      ...statusOf(orders, queues, { observedAt }),
      workers: [
        recorded('bulk', '2026-11-25T12:57:00Z'),
        recorded('orders', '2026-11-25T12:59:50Z'),
      ],
    };
    expect(overviewRowsOf([orders], statuses(status))).toMatchObject([
      { queueName: 'orders', state: 'stranded', workers: status.workers[1] },
      { queueName: 'bulk', state: 'working', workers: status.workers[0] },
    ]);
  });

  it('says why there are no numbers, and shows none', () => {
    const orders = named('orders');
    const error = { code: 'not-permitted' as const, message: 'Not yours' };
    const { entityRef } = statusOf(orders, []);
    const [denied] = overviewRowsOf([orders], statuses({ entityRef, error }));
    expect(denied).toMatchObject({
      state: 'not-permitted',
      reason: 'Not yours',
    });
    expect(denied.queue).toBeUndefined();

    const [unread] = overviewRowsOf([orders], new Map());
    expect(unread).toMatchObject({ state: 'unknown', queueName: 'orders' });
  });

  it('keeps what may be a password out of sight', () => {
    const broken = named(
      'orders',
      withAnnotations(serviceEntity('orders'), {
        'celeryq.dev/broker': 'redis://:secret@host:6379',
      }),
    );
    const [wrong] = overviewRowsOf([broken], new Map());
    expect(wrong.state).toBe('annotations');
    expect(JSON.stringify(wrong)).not.toContain('secret');
  });

  it('keeps the objects of rows that did not change', () => {
    const [orders, mails] = [named('orders'), named('mails')];
    const read = (length: number, observedAt: string) =>
      overviewRowsOf(
        [orders, mails],
        statuses(
          statusOf(orders, [queueStatus('orders', { length })], { observedAt }),
          statusOf(mails, [queueStatus('mails')], { observedAt }),
        ),
      );
    const before = read(1, '2026-11-25T13:00:00Z');
    const after = withUnchanged(read(2, '2026-11-25T13:00:05Z'), before);
    expect(after[0].queue?.length).toBe(2);
    expect(after[1]).toBe(before[1]);
  });
});

function row(id: string, numbers: Partial<OverviewRow> = {}): OverviewRow {
  return {
    id,
    entityRef: `component:default/${id}`,
    service: id,
    queueName: id,
    owners: [],
    state: 'idle',
    ...numbers,
  };
}

const withLength = (id: string, length: number | null) =>
  row(id, { queue: queueStatus(id, { length }) });
const ids = (rows: readonly OverviewRow[]) => rows.map(({ id }) => id);

describe('sortRows', () => {
  it('has the worst first, and equals by name', () => {
    const rows = [row('b'), row('c', { state: 'stalled' }), row('a')];
    expect(ids(sortRows(rows, { column: 'state', descending: false }))).toEqual(
      ['c', 'a', 'b'],
    );
  });

  it.each([
    [false, ['small', 'large', 'none', 'unknown']],
    [true, ['large', 'small', 'none', 'unknown']],
  ])('has what is unknown last (descending: %s)', (descending, order) => {
    const rows = [
      withLength('unknown', null),
      withLength('large', 9),
      row('none'),
      withLength('small', 2),
    ];
    expect(ids(sortRows(rows, { column: 'waiting', descending }))).toEqual(
      order,
    );
  });
});

describe('keepOrder', () => {
  const sort = { column: 'waiting', descending: true } as const;
  const first = keepOrder([withLength('a', 9), withLength('b', 1)], {
    sort,
    now: 0,
    held: false,
    before: undefined,
  });
  const changed = [withLength('c', 50), withLength('a', 1), withLength('b', 9)];
  const later = (options: Partial<Parameters<typeof keepOrder>[1]>) =>
    ids(
      keepOrder(changed, {
        sort,
        now: KEEP_ORDER_MILLISECONDS,
        held: false,
        before: first.order,
        ...options,
      }).rows,
    );

  it('leaves rows in their places while numbers change', () => {
    expect(later({ now: KEEP_ORDER_MILLISECONDS - 1 })).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('orders anew after a while', () => {
    expect(later({})).toEqual(['c', 'b', 'a']);
  });

  it('moves nothing under the pointer', () => {
    expect(later({ held: true })).toEqual(['a', 'b', 'c']);
  });

  it('follows another sort at once', () => {
    const other = { column: 'service', descending: true } as const;
    expect(later({ sort: other, now: 1, held: true })).toEqual(['c', 'b', 'a']);
  });
});

describe('filters', () => {
  const rows = [
    row('orders', { owners: ['group:default/shop'], broker: 'one' }),
    row('mails', {
      owners: ['group:default/crm'],
      broker: 'two',
      state: 'working',
    }),
  ];
  const own = new Set(['group:default/crm']);
  const matching = (query: string) =>
    ids(filterRows(rows, filtersOf(new URLSearchParams(query)), own));

  it.each([
    ['', ['orders', 'mails']],
    ['mine=true', ['mails']],
    ['owner=group:default/shop', ['orders']],
    ['state=working', ['mails']],
    ['state=nonsense', ['orders', 'mails']],
    ['broker=two', ['mails']],
    ['q= CRM ', ['mails']],
    ['q=ord&broker=two', []],
  ])('%s', (query, expected) => {
    expect(matching(query)).toEqual(expected);
  });

  it('begin as the portal wants, until somebody chooses', () => {
    expect(filtersOf(new URLSearchParams(''), { mine: true }).mine).toBe(true);
    expect(
      filtersOf(new URLSearchParams('mine=false'), { mine: true }).mine,
    ).toBe(false);
    const first = { broker: 'one', state: 'idle' as const };
    expect(
      filtersOf(new URLSearchParams('state=working'), first),
    ).toMatchObject({ broker: 'one', state: 'working' });
    const all = withFilters(new URLSearchParams(), { broker: '' }, first);
    expect(filtersOf(all, first)).toMatchObject({
      broker: undefined,
      state: 'idle',
    });
  });

  it('stand in the address', () => {
    const search = new URLSearchParams('x=1&owner=a&q=b');
    expect(
      withFilters(search, {
        owner: undefined,
        text: '',
        mine: true,
      }).toString(),
    ).toBe('x=1&mine=true');
  });

  it('offer what there is, and what is chosen', () => {
    const filters = filtersOf(new URLSearchParams('broker=gone'));
    expect(choicesOf(rows, filters)).toEqual({
      owners: ['group:default/crm', 'group:default/shop'],
      states: ['working', 'idle'],
      brokers: ['gone', 'one', 'two'],
    });
  });
});

describe('totalsOf', () => {
  it('names what it leaves out', () => {
    const rows = [
      withLength('a', 3),
      { ...withLength('b', null), state: 'queue-unreadable' as const },
      {
        ...row('c'),
        entityRef: 'component:default/a',
        state: 'stranded' as const,
        workers: { name: 'c', current: 7, desired: null, at: '' },
      },
    ];
    expect(totalsOf(rows)).toEqual({
      services: 2,
      queues: 3,
      inTrouble: { value: 1, known: 2, unknown: 1 },
      waiting: { value: 3, known: 1, unknown: 2 },
      inFlight: { value: 0, known: 2, unknown: 1 },
      workers: { value: 7, known: 1, unknown: 2 },
    });
  });
});
