import { secondsUntilDone } from '@celery-keda/backstage-plugin-celery-common';
import { OVERVIEW_STATES } from './states';
import { OverviewRow } from './rows';

/** What rows may be sorted by. */
export const SORT_COLUMNS = [
  'state',
  'service',
  'owner',
  'waiting',
  'inFlight',
  'oldest',
  'workers',
  'doneIn',
  'broker',
] as const;

/** {@inheritDoc SORT_COLUMNS} */
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** How rows are sorted. */
export interface Sort {
  column: SortColumn;
  descending: boolean;
}

/** Worst first. */
export const DEFAULT_SORT: Sort = { column: 'state', descending: false };

type SortValue = number | string | null | undefined;

const VALUES: Record<SortColumn, (row: OverviewRow) => SortValue> = {
  state: row => OVERVIEW_STATES.indexOf(row.state),
  service: row => row.service,
  owner: row => row.owners[0],
  waiting: row => row.queue?.length,
  inFlight: row => row.queue?.inFlight,
  oldest: row => row.queue?.oldestAgeSeconds,
  workers: row => row.workers?.current,
  doneIn: row => row.queue && secondsUntilDone(row.queue),
  broker: row => row.broker,
};

/**
 * Orders rows; those that are equal by their names, and what is unknown last
 * whichever way.
 */
export function sortRows(
  rows: readonly OverviewRow[],
  { column, descending }: Sort,
): OverviewRow[] {
  const valueOf = VALUES[column];
  return [...rows].sort((a, b) => {
    const [left, right] = [valueOf(a) ?? null, valueOf(b) ?? null];
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null) || byName(a, b);
    }
    const order = compare(left, right);
    return (descending ? -order : order) || byName(a, b);
  });
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b));
}

function byName(a: OverviewRow, b: OverviewRow): number {
  return (
    a.service.localeCompare(b.service) ||
    a.entityRef.localeCompare(b.entityRef) ||
    (a.queueName ?? '').localeCompare(b.queueName ?? '')
  );
}

/** An order that rows were given, and what it was made for. */
export interface KeptOrder {
  ids: readonly string[];
  sort: Sort;
  at: number;
}

/** For this long numbers may change without rows changing places. */
export const KEEP_ORDER_MILLISECONDS = 30_000;

/**
 * Orders rows, in such a way that they keep their places while somebody reads
 * them: a new order is made for another sort, else twice a minute at most,
 * and not at all while it is held. Rows that are new meanwhile come last.
 */
export function keepOrder(
  rows: readonly OverviewRow[],
  options: {
    sort: Sort;
    now: number;
    held: boolean;
    before: KeptOrder | undefined;
  },
): { rows: OverviewRow[]; order: KeptOrder } {
  const { sort, now, held, before } = options;
  const sorted = sortRows(rows, sort);
  const keep =
    before &&
    before.sort.column === sort.column &&
    before.sort.descending === sort.descending &&
    (held || now - before.at < KEEP_ORDER_MILLISECONDS);
  if (!keep) {
    return {
      rows: sorted,
      order: { ids: sorted.map(({ id }) => id), sort, at: now },
    };
  }
  const byId = new Map(sorted.map(row => [row.id, row]));
  const kept = before.ids.flatMap(id => byId.get(id) ?? []);
  kept.forEach(({ id }) => byId.delete(id));
  return { rows: [...kept, ...byId.values()], order: before };
}
