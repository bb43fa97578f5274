import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import { celeryTranslationRef } from '../../i18n';
import {
  FirstFilters,
  OverviewRow,
  useOverview,
  useOverviewRows,
} from '../../overview';
import { Polling } from '../../polling';
import { DEFAULT_REFRESH_SECONDS } from '../../status';
import { Boundary } from '../Boundary';
import { RefreshControl } from '../RefreshControl';
import { NoServices, RenderFailure, StatusFailure } from '../ServiceGate';
import { OVERVIEW_COLUMNS, OverviewColumn } from './columns';
import { OverviewContent } from './OverviewContent';
import { OverviewSkeleton } from './OverviewSkeleton';
import styles from './OverviewPage.module.css';

/** What a portal may want otherwise. */
export interface OverviewPageProps {
  /** Which columns to show, where there is room; by default all. */
  columns?: readonly OverviewColumn[];
  /** Whether to begin with what the viewer owns; by default with all. */
  mine?: boolean;
  /** What to filter by to begin with; by default nothing. */
  filters?: FirstFilters;
}

const NO_FILTERS: FirstFilters = {};

/** The page *Celery*: every queue of every service that the viewer may see. */
export function OverviewPage(props: OverviewPageProps) {
  const { columns = OVERVIEW_COLUMNS, mine = false } = props;
  const { filters = NO_FILTERS } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const polling = useOverview();
  const rows = useOverviewRows(polling.value);
  const { value, nextAt, paused, setPaused } = polling;
  return (
    <main className={styles.page}>
      <Header
        title={t('overview.title')}
        customActions={
          <RefreshControl
            refreshSeconds={value?.refreshSeconds ?? DEFAULT_REFRESH_SECONDS}
            nextAt={nextAt}
            paused={paused}
            onPausedChange={setPaused}
          />
        }
      />
      <Container>
        <Boundary fallback={() => <RenderFailure />}>
          <Content
            polling={polling}
            rows={rows}
            columns={columns}
            mine={mine}
            filters={filters}
          />
        </Boundary>
      </Container>
    </main>
  );
}

function Content(
  props: Required<OverviewPageProps> & {
    polling: Polling<NonNullable<ReturnType<typeof useOverview>['value']>>;
    rows: readonly OverviewRow[];
  },
) {
  const { polling, rows } = props;
  const { value, error } = polling;
  if (!value) {
    return error ? <StatusFailure error={error} /> : <OverviewSkeleton />;
  }
  if (value.entities.length === 0) {
    return <NoServices />;
  }
  if (value.error && value.statuses.size === 0) {
    return <StatusFailure error={value.error} />;
  }
  return <OverviewContent {...props} rows={rows} polling={polling} />;
}
