import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { ColumnConfig, Table, Text } from '@backstage/ui';
import { CSSProperties, useMemo, useRef } from 'react';
import { useWidth } from '../../chart';
import { celeryTranslationRef } from '../../i18n';
import { OverviewRow, Sort, SORT_COLUMNS } from '../../overview';
import {
  BrokerCell,
  DoneInCell,
  NumberCell,
  OldestCell,
  OwnerCell,
  RecentCell,
  ServiceCell,
  StateCell,
  WorkersCell,
} from './cells';
import { columnsWithRoom, OverviewColumn } from './columns';
import styles from './OverviewTable.module.css';

const ROW_HEIGHT = 56;

const WIDTHS: Record<OverviewColumn, Partial<ColumnConfig<OverviewRow>>> = {
  state: { width: 168 },
  service: { width: '3fr', minWidth: 120 },
  owner: { width: '2fr', minWidth: 96 },
  waiting: { width: 96 },
  recent: { width: 120 },
  inFlight: { width: 96 },
  oldest: { width: 112 },
  workers: { width: 128 },
  doneIn: { width: 112 },
  broker: { width: '2fr', minWidth: 96 },
};

/** The overview's rows. Only those in sight are drawn. */
export function OverviewTable(props: {
  rows: OverviewRow[];
  columns: readonly OverviewColumn[];
  sort: Sort;
  onSortChange: (sort: Sort) => void;
  isOld: boolean;
}) {
  const { rows, sort, onSortChange, isOld } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const entityRoute = useRouteRef(entityRouteRef);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);

  const columns = useMemo(() => {
    const shown = columnsWithRoom(props.columns, width);
    const hrefOf = (row: OverviewRow) =>
      entityRoute(entityRouteParams(row.entityRef));
    const cellOf = (column: OverviewColumn, row: OverviewRow) => {
      switch (column) {
        case 'state':
          return <StateCell row={row} />;
        case 'service':
          return (
            <ServiceCell
              row={row}
              href={hrefOf(row)}
              withState={!shown.includes('state')}
            />
          );
        case 'owner':
          return <OwnerCell row={row} />;
        case 'waiting':
          return <NumberCell count={row.queue?.length} isOld={isOld} />;
        case 'recent':
          return <RecentCell row={row} />;
        case 'inFlight':
          return <NumberCell count={row.queue?.inFlight} isOld={isOld} />;
        case 'oldest':
          return <OldestCell row={row} isOld={isOld} />;
        case 'workers':
          return <WorkersCell row={row} />;
        case 'doneIn':
          return <DoneInCell row={row} isOld={isOld} />;
        default:
          return <BrokerCell row={row} />;
      }
    };
    return shown.map(
      (column): ColumnConfig<OverviewRow> => ({
        id: column,
        label: t(`overview.column.${column}`),
        isRowHeader: column === 'service',
        isSortable: SORT_COLUMNS.some(name => name === column),
        ...WIDTHS[column],
        cell: row => cellOf(column, row),
      }),
    );
  }, [props.columns, width, entityRoute, isOld, t]);

  return (
    <div
      ref={frame}
      className={styles.frame}
      style={{ '--rows': rows.length } as CSSProperties}
    >
      <Table
        className={styles.table}
        columnConfig={columns}
        data={rows}
        pagination={{ type: 'none' }}
        virtualized={{ rowHeight: ROW_HEIGHT }}
        sort={{
          descriptor: {
            column: sort.column,
            direction: sort.descending ? 'descending' : 'ascending',
          },
          onSortChange: ({ column, direction }) => {
            const name = SORT_COLUMNS.find(known => known === column);
            if (name) {
              onSortChange({
                column: name,
                descending: direction === 'descending',
              });
            }
          },
        }}
        emptyState={<Text>{t('overview.nothing')}</Text>}
      />
    </div>
  );
}
