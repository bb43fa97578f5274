import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  UnknownWorkers,
  WorkerGroupReading,
} from '@celery-keda/backstage-plugin-celery-common';
import { CSSProperties } from 'react';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { Hint } from '../Hint';
import styles from './WorkersBar.module.css';

/** Above this many, single workers cannot be told apart in the bar. */
const MAX_CELLS = 40;

/** A queue's workers: how many there are, of how many wanted and allowed. */
export function WorkersBar(props: {
  queue: string;
  workers: WorkerGroupReading | undefined;
}) {
  const { queue, workers } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <div className={styles.workers}>
      <span className={styles.label}>{t('workers.title')}</span>
      <Reading queue={queue} workers={workers} />
    </div>
  );
}

function Reading(props: {
  queue: string;
  workers: WorkerGroupReading | undefined;
}) {
  const { queue, workers } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  if (!workers) {
    return <Skeleton width="100%" height="1.25rem" />;
  }
  if ('unknown' in workers) {
    return <UnknownReason reason={workers} />;
  }
  const { current, desired, max } = workers.replicas;
  if (current !== null) {
    return <Bar queue={queue} current={current} desired={desired} max={max} />;
  }
  if (desired !== null) {
    return (
      <span className={styles.count}>
        {t('workers.wantedOnly', { desired: formats.number(desired) })}
      </span>
    );
  }
  const { deployments, scaledObjects } = workers.unknownKinds;
  const reason = deployments ?? scaledObjects;
  return reason ? (
    <UnknownReason reason={reason} />
  ) : (
    <UnknownWord why={t('workers.reason.none')} />
  );
}

function UnknownReason({ reason }: { reason: UnknownWorkers }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const why = t(`workers.reason.${reason.unknown}`);
  return (
    <UnknownWord why={reason.message ? `${why} (${reason.message})` : why} />
  );
}

function UnknownWord({ why }: { why: string }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <span className={styles.count}>
      <Hint text={why}>{t('workers.unknown')}</Hint>
    </span>
  );
}

function Bar(props: {
  queue: string;
  current: number;
  desired: number | null;
  max: number | null;
}) {
  const { queue, current, desired, max } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();

  const parts: string[] = [
    desired === null || desired === current
      ? t('workers.ready', { current: formats.number(current) })
      : t('workers.wanted', {
          current: formats.number(current),
          desired: formats.number(desired),
        }),
  ];
  if (max !== null) {
    parts.push(t('workers.atMost', { max: formats.number(max) }));
  }
  const words = parts.join(' · ');

  // More may be ready than allowed, for a moment after the maximum is lowered.
  const full = Math.max(max ?? 0, current, desired ?? 0, 1);
  const share = (count: number) => `${(100 * count) / full}%`;
  return (
    <>
      {max !== null && (
        <div
          className={styles.track}
          role="meter"
          aria-label={t('workers.meter', { queue })}
          aria-valuemin={0}
          aria-valuemax={full}
          aria-valuenow={current}
          aria-valuetext={words}
          data-cells={full <= MAX_CELLS}
          style={{ '--cells': full } as CSSProperties}
        >
          <div
            className={styles.wanted}
            style={{ width: share(desired ?? current) }}
          />
          <div className={styles.ready} style={{ width: share(current) }} />
        </div>
      )}
      <span className={styles.count}>{words}</span>
    </>
  );
}
