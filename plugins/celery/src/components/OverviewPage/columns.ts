/**
 * A column of the page *Celery*.
 *
 * @public
 */
export type OverviewColumn =
  | 'state'
  | 'service'
  | 'owner'
  | 'waiting'
  | 'recent'
  | 'inFlight'
  | 'oldest'
  | 'workers'
  | 'doneIn'
  | 'broker';

/** What the overview's table can show of a queue, in this order. */
export const OVERVIEW_COLUMNS = [
  'state',
  'service',
  'owner',
  'waiting',
  'recent',
  'inFlight',
  'oldest',
  'workers',
  'doneIn',
  'broker',
] as const satisfies readonly OverviewColumn[];

/** From which width of the table on each column has room, in pixels. */
const ROOM_FROM: Record<OverviewColumn, number> = {
  service: 0,
  waiting: 0,
  oldest: 400,
  state: 560,
  inFlight: 640,
  workers: 760,
  doneIn: 880,
  owner: 1000,
  recent: 1120,
  broker: 1240,
};

/** Those of the wanted columns that have room. A service is always named. */
export function columnsWithRoom(
  wanted: readonly OverviewColumn[],
  width: number,
): OverviewColumn[] {
  return OVERVIEW_COLUMNS.filter(
    column =>
      column === 'service' ||
      (wanted.includes(column) && width >= ROOM_FROM[column]),
  );
}
