export {
  choicesOf,
  type Filters,
  type FirstFilters,
  filterRows,
  filtersOf,
} from './filters';
export { withFilters } from './filters';
export {
  DEFAULT_SORT,
  type Sort,
  SORT_COLUMNS,
  type SortColumn,
} from './order';
export { RecentHistories } from './RecentHistories';
export { type OverviewRow } from './rows';
export { OVERVIEW_LOOKS } from './looks';
export { type OverviewState } from './states';
export { type Sum, type Totals, totalsOf } from './totals';
export { useOverview } from './useOverview';
export { useKeptOrder, useOverviewRows } from './useOverviewRows';
