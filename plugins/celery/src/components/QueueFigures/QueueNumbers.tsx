import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  QueueStatus,
  secondsUntilDone,
} from '@celery-keda/backstage-plugin-celery-common';
import { ReactNode } from 'react';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { Hint } from '../Hint';
import styles from './QueueNumbers.module.css';

/** A queue's numbers. What is unknown says so, and why. */
export function QueueNumbers(props: { queue: QueueStatus; old: boolean }) {
  const { queue, old } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const unread = queue.error?.message ?? t('queue.unknownNumber');
  const empty = queue.length === 0;

  const unknown = (reason: string) => (
    <span className={styles.word}>
      <Hint text={reason}>{t('number.unknown')}</Hint>
    </span>
  );
  const nothing = <span className={styles.word}>{t('number.none')}</span>;

  const inFlight = (count: number) => {
    const number = formats.number(count);
    const details: string[] = [];
    if (queue.scheduled) {
      details.push(t('queue.scheduled', { count: queue.scheduled }));
    }
    if (queue.inFlightEstimated) {
      details.push(t('queue.inFlightEstimated'));
    }
    const shown = queue.inFlightEstimated
      ? t('number.about', { value: number })
      : number;
    return details.length > 0 ? (
      <Hint text={details.join(' ')}>{shown}</Hint>
    ) : (
      shown
    );
  };
  const oldest = () => {
    if (queue.oldestAgeSeconds !== null) {
      return formats.duration(queue.oldestAgeSeconds);
    }
    if (empty) {
      return nothing;
    }
    return unknown(queue.length === null ? unread : t('queue.oldestUnknown'));
  };
  const doneIn = () => {
    const seconds = secondsUntilDone(queue);
    // What is held for its time is done when it is due.
    if (seconds === 0) {
      return nothing;
    }
    return seconds === null
      ? unknown(t('queue.doneInUnknown'))
      : t('number.about', { value: formats.about(seconds) });
  };

  return (
    <dl className={styles.numbers} data-old={old}>
      <Entry label={t('queue.waiting')} help={t('queue.waitingHelp')}>
        {queue.length === null ? unknown(unread) : formats.number(queue.length)}
      </Entry>
      <Entry label={t('queue.inFlight')} help={t('queue.inFlightHelp')}>
        {queue.inFlight === null ? unknown(unread) : inFlight(queue.inFlight)}
      </Entry>
      <Entry label={t('queue.oldest')} help={t('queue.oldestHelp')}>
        {oldest()}
      </Entry>
      <Entry label={t('queue.doneIn')} help={t('queue.doneInHelp')}>
        {doneIn()}
      </Entry>
    </dl>
  );
}

function Entry(props: { label: string; help: string; children: ReactNode }) {
  return (
    <div className={styles.entry}>
      <dt title={props.help}>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
