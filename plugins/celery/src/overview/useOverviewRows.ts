import { useEffect, useMemo, useRef } from 'react';
import { Overview } from './loadOverview';
import { keepOrder, KeptOrder, Sort } from './order';
import { OverviewRow, overviewRowsOf, withUnchanged } from './rows';

/** The rows of an overview; those that did not change stay the same objects. */
export function useOverviewRows(
  overview: Overview | undefined,
): readonly OverviewRow[] {
  const before = useRef<readonly OverviewRow[]>([]);
  const rows = useMemo(
    () =>
      overview
        ? withUnchanged(
            overviewRowsOf(overview.entities, overview.statuses),
            before.current,
          )
        : [],
    [overview],
  );
  useEffect(() => {
    before.current = rows;
  });
  return rows;
}

/**
 * Rows in an order that they keep for a while, and as long as it is held.
 *
 * @param readAt - when the rows were read, in milliseconds since the epoch
 */
export function useKeptOrder(
  rows: readonly OverviewRow[],
  options: { sort: Sort; readAt: number; isHeld: () => boolean },
): OverviewRow[] {
  const { sort, readAt, isHeld } = options;
  const before = useRef<KeptOrder>();
  const kept = useMemo(
    () =>
      keepOrder(rows, {
        sort,
        now: readAt,
        held: isHeld(),
        before: before.current,
      }),
    [rows, sort, readAt, isHeld],
  );
  useEffect(() => {
    before.current = kept.order;
  });
  return kept.rows;
}
