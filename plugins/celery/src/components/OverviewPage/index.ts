export { OVERVIEW_COLUMNS, type OverviewColumn } from './columns';
export { OverviewPage, type OverviewPageProps } from './OverviewPage';
