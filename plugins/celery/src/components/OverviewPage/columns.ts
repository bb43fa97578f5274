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

/** Columns of figures, which are compared by their ends. */
const FIGURES: readonly OverviewColumn[] = [
  'waiting',
  'inFlight',
  'oldest',
  'workers',
  'doneIn',
];

/** Whether a column holds figures. */
export function hasFigures(column: OverviewColumn): boolean {
  return FIGURES.includes(column);
}

/** From which width of the table on each column has room, in pixels. */
const ROOM_FROM: Record<OverviewColumn, number> = {
  service: 0,
  waiting: 0,
  oldest: 400,
  state: 560,
  inFlight: 680,
  workers: 820,
  doneIn: 920,
  owner: 1060,
  recent: 1160,
  broker: 1300,
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
