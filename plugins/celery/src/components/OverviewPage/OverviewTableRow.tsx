import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { memo, ReactNode } from 'react';
import { OverviewRow } from '../../overview';
import {
  Broker,
  DoneIn,
  Messages,
  Oldest,
  Owner,
  RecentBacklog,
  Service,
  State,
  Workers,
} from './cells';
import { hasFigures, OverviewColumn } from './columns';

function Row(props: {
  row: OverviewRow;
  /** Its place among all rows, from 0. */
  index: number;
  columns: readonly OverviewColumn[];
  isOld: boolean;
}) {
  const { row, index, columns } = props;
  const isOld = props.isOld || row.state === 'broker-stale';
  const entityRoute = useRouteRef(entityRouteRef);
  const cells: Record<OverviewColumn, () => ReactNode> = {
    state: () => <State row={row} />,
    service: () => (
      <Service
        row={row}
        href={entityRoute(entityRouteParams(row.entityRef))}
        withState={!columns.includes('state')}
      />
    ),
    owner: () => <Owner row={row} />,
    waiting: () => <Messages count={row.queue?.length} isOld={isOld} />,
    recent: () => <RecentBacklog row={row} />,
    inFlight: () => <Messages count={row.queue?.inFlight} isOld={isOld} />,
    oldest: () => <Oldest row={row} isOld={isOld} />,
    workers: () => <Workers row={row} isOld={isOld} />,
    doneIn: () => <DoneIn row={row} isOld={isOld} />,
    broker: () => <Broker row={row} />,
  };
  return (
    // The header is the first row that is counted.
    <tr aria-rowindex={index + 2}>
      {columns.map(column =>
        column === 'service' ? (
          <th key={column} scope="row">
            {cells[column]()}
          </th>
        ) : (
          <td key={column} data-figures={hasFigures(column)}>
            {cells[column]()}
          </td>
        ),
      )}
    </tr>
  );
}

/** One queue. It is drawn anew only when something of it is new. */
export const OverviewTableRow = memo(Row);
