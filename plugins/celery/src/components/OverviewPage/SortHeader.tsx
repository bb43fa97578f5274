import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { celeryTranslationRef } from '../../i18n';
import { Sort, SORT_COLUMNS } from '../../overview';
import { hasFigures, OverviewColumn } from './columns';
import styles from './OverviewTable.module.css';

/** A column's name, to sort by where that makes sense. */
export function SortHeader(props: {
  column: OverviewColumn;
  sort: Sort;
  onSortChange: (sort: Sort) => void;
}) {
  const { column, sort, onSortChange } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const label = t(`overview.column.${column}`);
  const name = SORT_COLUMNS.find(known => known === column);
  if (!name) {
    return (
      <th scope="col" data-figures={hasFigures(column)}>
        {label}
      </th>
    );
  }
  const isSorted = sort.column === name;
  const Arrow = sort.descending ? RiArrowDownLine : RiArrowUpLine;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? directionOf(sort) : undefined}
      data-figures={hasFigures(column)}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() =>
          onSortChange({
            column: name,
            descending: isSorted && !sort.descending,
          })
        }
      >
        <span className={styles.name}>{label}</span>
        {isSorted && <Arrow size={16} aria-hidden="true" />}
      </button>
    </th>
  );
}

function directionOf({ descending }: Sort) {
  return descending ? 'descending' : 'ascending';
}
