import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, CellText, Link } from '@backstage/ui';
import { secondsUntilDone } from '@celery-keda/backstage-plugin-celery-common';
import { ReactNode } from 'react';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { OVERVIEW_LOOKS, OverviewRow, recordedWorkersOf } from '../../overview';
import { SparklineDrawing } from '../QueueFigures';
import { StateShape } from '../StateShape';
import { ownerName } from './OverviewFilters';
import { useRecentHistory } from './recent';
import styles from './OverviewTable.module.css';

/** A queue's state, by shape and word. */
export function StateCell({ row }: { row: OverviewRow }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <Cell>
      <span
        className={styles.state}
        title={row.reason ?? t(`overview.stateHelp.${row.state}`)}
      >
        <StateShape {...OVERVIEW_LOOKS[row.state]} />
        {t(`overview.state.${row.state}`)}
      </span>
    </Cell>
  );
}

/** A service and the queue of it, with the state where that has no column. */
export function ServiceCell(props: {
  row: OverviewRow;
  href: string;
  withState: boolean;
}) {
  const { row, href, withState } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const state = t(`overview.state.${row.state}`);
  const queue = row.queueName === row.service ? undefined : row.queueName;
  const below = [queue, withState ? state : undefined].flatMap(
    text => text ?? [],
  );
  return (
    <Cell>
      <span className={styles.state}>
        {withState && <StateShape {...OVERVIEW_LOOKS[row.state]} />}
        <span className={styles.service}>
          <Link href={href} className={styles.name} title={row.entityRef}>
            {row.service}
          </Link>
          {below.length > 0 && (
            <span className={styles.queue}>{below.join(' · ')}</span>
          )}
        </span>
      </span>
    </Cell>
  );
}

/** Who owns the service. */
export function OwnerCell({ row }: { row: OverviewRow }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <CellText
      title={row.owners.map(ownerName).join(', ') || t('number.none')}
    />
  );
}

/** Which broker holds the queue. */
export function BrokerCell({ row }: { row: OverviewRow }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  return row.broker === undefined ? (
    <Cell>
      <Unknown>{t('number.unknown')}</Unknown>
    </Cell>
  ) : (
    <CellText title={row.broker} />
  );
}

/** A number of messages. */
export function NumberCell(props: {
  count: number | null | undefined;
  isOld: boolean;
}) {
  const { count, isOld } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  return (
    <Cell>
      {typeof count === 'number' ? (
        <Figure isOld={isOld}>{formats.number(count)}</Figure>
      ) : (
        <Unknown>{t('number.unknown')}</Unknown>
      )}
    </Cell>
  );
}

/** How long the oldest message has waited. */
export function OldestCell(props: { row: OverviewRow; isOld: boolean }) {
  const { queue } = props.row;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const age = queue?.oldestAgeSeconds;
  if (typeof age === 'number') {
    return (
      <Cell>
        <Figure isOld={props.isOld}>{formats.duration(age)}</Figure>
      </Cell>
    );
  }
  return (
    <Cell>
      <Unknown>
        {queue?.length === 0 ? t('number.none') : t('number.unknown')}
      </Unknown>
    </Cell>
  );
}

/** When the queue is done with. */
export function DoneInCell(props: { row: OverviewRow; isOld: boolean }) {
  const { queue } = props.row;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const seconds = queue && secondsUntilDone(queue);
  if (queue?.length === 0 && queue.inFlight === 0) {
    return (
      <Cell>
        <Unknown>{t('number.none')}</Unknown>
      </Cell>
    );
  }
  return (
    <Cell>
      {typeof seconds === 'number' ? (
        <Figure isOld={props.isOld}>
          {t('number.about', { value: formats.about(seconds) })}
        </Figure>
      ) : (
        <Unknown>{t('number.unknown')}</Unknown>
      )}
    </Cell>
  );
}

/** How the backlog has moved lately. */
export function RecentCell({ row }: { row: OverviewRow }) {
  const history = useRecentHistory(row.entityRef);
  const points = history?.queues.find(
    ({ name }) => name === row.queueName,
  )?.points;
  return (
    <Cell>
      <SparklineDrawing
        className={styles.recent}
        recent={
          history &&
          points && {
            from: Date.parse(history.from),
            to: Date.parse(history.to),
            stepSeconds: history.stepSeconds,
            points,
          }
        }
      />
    </Cell>
  );
}

/** How many workers were recorded last. */
export function WorkersCell({ row }: { row: OverviewRow }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const history = useRecentHistory(row.entityRef);
  const workers =
    history && row.queueName !== undefined
      ? recordedWorkersOf(history, row.queueName)
      : undefined;
  if (!workers) {
    return (
      <Cell>
        <Unknown>{t('number.unknown')}</Unknown>
      </Cell>
    );
  }
  const ready = formats.number(workers.ready);
  const { wanted, at } = workers;
  return (
    <Cell>
      <span
        className={styles.number}
        title={t('overview.recordedAt', { time: formats.moment(at) })}
      >
        {wanted === null || wanted === workers.ready
          ? ready
          : t('overview.workers', {
              ready,
              wanted: formats.number(wanted),
            })}
      </span>
    </Cell>
  );
}

function Figure(props: { isOld: boolean; children: ReactNode }) {
  return (
    <span className={styles.number} data-old={props.isOld}>
      {props.children}
    </span>
  );
}

function Unknown({ children }: { children: ReactNode }) {
  return <span className={styles.unknown}>{children}</span>;
}
