import {
  identityApiRef,
  useAnalytics,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Flex, VisuallyHidden } from '@backstage/ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { celeryApiRef } from '../../api';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import {
  choicesOf,
  DEFAULT_SORT,
  filterRows,
  Filters,
  filtersOf,
  FirstFilters,
  OverviewRow,
  RecentHistories,
  Sort,
  totalsOf,
  useKeptOrder,
  useOverview,
  withFilters,
} from '../../overview';
import { Polling, useNow } from '../../polling';
import { OverviewColumn } from './columns';
import { OverviewFilters } from './OverviewFilters';
import { OverviewTable } from './OverviewTable';
import { OverviewTotals } from './OverviewTotals';
import { RECENT_SECONDS, RECENT_STEP_SECONDS, RecentContext } from './recent';

/** Everything that the overview has to show, once there is something. */
export function OverviewContent(props: {
  polling: Polling<NonNullable<ReturnType<typeof useOverview>['value']>>;
  rows: readonly OverviewRow[];
  columns: readonly OverviewColumn[];
  mine: boolean;
  filters: FirstFilters;
}) {
  const { polling, rows, columns } = props;
  const analytics = useAnalytics();
  const [search, setSearch] = useSearchParams();
  const first = useMemo(
    () => ({ ...props.filters, mine: props.mine }),
    [props.filters, props.mine],
  );
  const filters = useMemo(() => filtersOf(search, first), [search, first]);
  const [sort, setSort] = useState<Sort>(DEFAULT_SORT);
  const ownRefs = useOwnRefs();
  const held = useHeld();
  const histories = useHistories(polling.valueAt);

  const wanted = useMemo(
    () => filterRows(rows, filters, ownRefs),
    [rows, filters, ownRefs],
  );
  const ordered = useKeptOrder(wanted, {
    sort,
    readAt: polling.valueAt ?? 0,
    isHeld: held.isHeld,
  });
  const choices = useMemo(() => choicesOf(rows, filters), [rows, filters]);
  const totals = useMemo(() => totalsOf(wanted), [wanted]);
  const isOld = Boolean(polling.error ?? polling.value?.error);

  return (
    <Flex direction="column" gap="4">
      <TroubleAnnouncer inTrouble={totals.inTrouble.value} />
      {isOld && <OldNumbers at={polling.valueAt} />}
      <OverviewTotals totals={totals} />
      <OverviewFilters
        filters={filters}
        choices={choices}
        onChange={(change: Partial<Filters>) => {
          analytics.captureEvent('filter', Object.keys(change).join(' '));
          setSearch(before => withFilters(before, change, first), {
            replace: true,
          });
        }}
      />
      <RecentContext.Provider value={histories}>
        <div {...held.handlers}>
          <OverviewTable
            rows={ordered}
            columns={columns}
            sort={sort}
            onSortChange={next => {
              analytics.captureEvent('sort', next.column);
              setSort(next);
            }}
            isOld={isOld}
          />
        </div>
      </RecentContext.Provider>
    </Flex>
  );
}

/** Tells screen readers when more or fewer queues are in trouble. */
function TroubleAnnouncer({ inTrouble }: { inTrouble: number }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const before = useRef(inTrouble);
  const [announcement, setAnnouncement] = useState('');
  useEffect(() => {
    if (before.current !== inTrouble) {
      before.current = inTrouble;
      setAnnouncement(
        t('overview.announce', { inTrouble: formats.number(inTrouble) }),
      );
    }
  }, [inTrouble, t, formats]);
  return <VisuallyHidden role="status">{announcement}</VisuallyHidden>;
}

function OldNumbers({ at }: { at: number | undefined }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const now = useNow();
  return (
    <Alert
      status="warning"
      icon
      title={t('notice.backend.title')}
      description={
        at === undefined
          ? undefined
          : t('overview.lastRead', {
              duration: formats.duration((now - at) / 1000),
            })
      }
    />
  );
}

/** The viewer and the groups that they are in. */
function useOwnRefs(): ReadonlySet<string> {
  const identity = useApi(identityApiRef);
  const [refs, setRefs] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let gone = false;
    identity.getBackstageIdentity().then(
      ({ ownershipEntityRefs }) => {
        if (!gone) {
          setRefs(new Set(ownershipEntityRefs));
        }
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [identity]);
  return refs;
}

/** Whether the pointer or the focus is somewhere: nothing should move there. */
function useHeld() {
  const pointer = useRef(false);
  const focus = useRef(false);
  return useMemo(
    () => ({
      isHeld: () => pointer.current || focus.current,
      handlers: {
        onPointerEnter: () => {
          pointer.current = true;
        },
        onPointerLeave: () => {
          pointer.current = false;
        },
        onFocus: () => {
          focus.current = true;
        },
        onBlur: () => {
          focus.current = false;
        },
      },
    }),
    [],
  );
}

/** The histories of what is on the screen, kept fresh with the page. */
function useHistories(readAt: number | undefined): RecentHistories {
  const celery = useApi(celeryApiRef);
  const histories = useMemo(
    () =>
      new RecentHistories(entityRef =>
        celery.getHistory(entityRef, {
          from: Date.now() - RECENT_SECONDS * 1000,
          stepSeconds: RECENT_STEP_SECONDS,
        }),
      ),
    [celery],
  );
  useEffect(() => histories.refresh(), [histories, readAt]);
  return histories;
}
