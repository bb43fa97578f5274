import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  RECORD_HOLDS_SECONDS,
  secondsUntilDone,
} from '@celery-keda/backstage-plugin-celery-common';
import { ReactNode } from 'react';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { OVERVIEW_LOOKS, OverviewRow } from '../../overview';
import { useNow } from '../../polling';
import { SparklineDrawing } from '../QueueFigures';
import { StateShape } from '../StateShape';
import { ownerName } from './OverviewFilters';
import { useRecentHistory } from './recent';
import { useStateTitle } from './useStateTitle';
import styles from './OverviewTable.module.css';

/** A queue's state, by shape and word. */
export function State({ row }: { row: OverviewRow }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const titleOf = useStateTitle();
  return (
    <span
      className={styles.state}
      title={row.reason ?? t(`overview.stateHelp.${row.state}`)}
    >
      <StateShape {...OVERVIEW_LOOKS[row.state]} />
      <span className={styles.service}>
        <span className={styles.name}>{titleOf(row.state)}</span>
        {row.state === 'broker-stale' && <Age at={row.observedAt} />}
      </span>
    </span>
  );
}

/** A service and the queue of it, with the state where that has no column. */
export function Service(props: {
  row: OverviewRow;
  href: string;
  withState: boolean;
}) {
  const { row, href, withState } = props;
  const state = useStateTitle()(row.state);
  const queue = row.queueName === row.service ? undefined : row.queueName;
  const below = [withState ? state : undefined, queue].flatMap(
    text => text ?? [],
  );
  return (
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
  );
}

/** Who owns the service. */
export function Owner({ row }: { row: OverviewRow }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <Name>{row.owners.map(ownerName).join(', ') || t('number.none')}</Name>
  );
}

/** Which broker holds the queue. */
export function Broker({ row }: { row: OverviewRow }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  return row.broker === undefined ? (
    <Unknown>{t('number.unknown')}</Unknown>
  ) : (
    <Name>{row.broker}</Name>
  );
}

/** A number of messages. */
export function Messages(props: {
  count: number | null | undefined;
  isOld: boolean;
}) {
  const { count, isOld } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  return typeof count === 'number' ? (
    <Figure isOld={isOld}>{formats.number(count)}</Figure>
  ) : (
    <Unknown>{t('number.unknown')}</Unknown>
  );
}

/** How long the oldest message has waited. */
export function Oldest(props: { row: OverviewRow; isOld: boolean }) {
  const { queue } = props.row;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const age = queue?.oldestAgeSeconds;
  if (typeof age === 'number') {
    return <Figure isOld={props.isOld}>{formats.duration(age)}</Figure>;
  }
  return (
    <Unknown>
      {queue?.length === 0 ? t('number.none') : t('number.unknown')}
    </Unknown>
  );
}

/** When the queue is done with. */
export function DoneIn(props: { row: OverviewRow; isOld: boolean }) {
  const { queue } = props.row;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const seconds = queue && secondsUntilDone(queue);
  // What is held for its time is done when it is due.
  if (seconds === 0) {
    return <Unknown>{t('number.none')}</Unknown>;
  }
  return typeof seconds === 'number' ? (
    <Figure isOld={props.isOld}>
      {t('number.about', { value: formats.about(seconds) })}
    </Figure>
  ) : (
    <Unknown>{t('number.unknown')}</Unknown>
  );
}

/** How the backlog has moved lately. */
export function RecentBacklog({ row }: { row: OverviewRow }) {
  const history = useRecentHistory(row.entityRef);
  const points = history?.queues.find(
    ({ name }) => name === row.queueName,
  )?.points;
  return (
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
  );
}

/** How many workers were recorded last. */
export function Workers({ row, isOld }: { row: OverviewRow; isOld: boolean }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const { workers, observedAt } = row;
  if (!workers) {
    return <Unknown>{t('number.unknown')}</Unknown>;
  }
  const { current, desired } = workers;
  const ready = formats.number(current);
  const at = Date.parse(workers.at);
  const age = observedAt ? (Date.parse(observedAt) - at) / 1000 : Infinity;
  const holds = age <= RECORD_HOLDS_SECONDS;
  return (
    <span
      className={styles.service}
      title={t('overview.recordedAt', { time: formats.moment(at) })}
    >
      <Figure isOld={isOld || !holds}>
        {desired === null || desired === current
          ? ready
          : t(
              desired > current
                ? 'overview.workers'
                : 'overview.workersStopping',
              { ready, wanted: formats.number(desired) },
            )}
      </Figure>
      {!holds && <Age at={workers.at} />}
    </span>
  );
}

/** How old something is, moving on, with the exact time on hover. */
function Age({ at }: { at: string | null | undefined }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const now = useNow(10_000);
  if (!at) {
    return null;
  }
  const moment = Date.parse(at);
  const duration = formats.duration((now - moment) / 1000);
  return (
    <span className={styles.queue} title={formats.moment(moment)}>
      {t('overview.old', { duration })}
    </span>
  );
}

/**
 * A number at the end of its cell. Another one is put in its place: a number
 * that grew to the left would count as text that moves by itself.
 */
function Figure(props: { isOld: boolean; children: string }) {
  return (
    <span key={props.children} className={styles.number} data-old={props.isOld}>
      {props.children}
    </span>
  );
}

function Unknown({ children }: { children: ReactNode }) {
  return <span className={styles.unknown}>{children}</span>;
}

function Name({ children }: { children: string }) {
  return (
    <span className={styles.text} title={children}>
      {children}
    </span>
  );
}
