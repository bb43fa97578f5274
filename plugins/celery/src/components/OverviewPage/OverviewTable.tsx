import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { CSSProperties, useMemo, useRef } from 'react';
import { useWidth } from '../../chart';
import { celeryTranslationRef } from '../../i18n';
import { OverviewRow, Sort } from '../../overview';
import { columnsWithRoom, OverviewColumn } from './columns';
import { OverviewTableRow } from './OverviewTableRow';
import { SortHeader } from './SortHeader';
import { useWindow } from './useWindow';
import styles from './OverviewTable.module.css';

/** Rows are all as high as that, in pixels; the style sheet says the same. */
const ROW_HEIGHT = 56;

/**
 * The overview's rows. Only those in sight are drawn; their number and places
 * are told to those who hear the table.
 */
export function OverviewTable(props: {
  rows: readonly OverviewRow[];
  columns: readonly OverviewColumn[];
  sort: Sort;
  onSortChange: (sort: Sort) => void;
  isOld: boolean;
}) {
  const { rows, sort, onSortChange, isOld } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = useMemo(
    () => columnsWithRoom(props.columns, width),
    [props.columns, width],
  );
  const { start, end, onScroll } = useWindow(scroller, ROW_HEIGHT, rows.length);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ '--rows': rows.length } as CSSProperties}
      onScroll={onScroll}
    >
      <table
        className={styles.table}
        aria-label={t('overview.title')}
        aria-rowcount={rows.length + 1}
      >
        <colgroup>
          {columns.map(column => (
            <col key={column} className={styles[`column-${column}`]} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(column => (
              <SortHeader
                key={column}
                column={column}
                sort={sort}
                onSortChange={onSortChange}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <Room rows={start} columns={columns.length} />
          {rows.slice(start, end).map((row, index) => (
            <OverviewTableRow
              key={row.id}
              row={row}
              index={start + index}
              columns={columns}
              isOld={isOld}
            />
          ))}
          <Room rows={rows.length - end} columns={columns.length} />
        </tbody>
      </table>
      {rows.length === 0 && (
        <Text as="p" color="secondary" className={styles.nothing}>
          {t('overview.nothing')}
        </Text>
      )}
    </div>
  );
}

/** Holds the room of rows that are out of sight. */
function Room(props: { rows: number; columns: number }) {
  return props.rows > 0 ? (
    <tr role="presentation" className={styles.room}>
      <td colSpan={props.columns} style={{ height: props.rows * ROW_HEIGHT }} />
    </tr>
  ) : null;
}
