import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ReactNode } from 'react';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { Sum, Totals } from '../../overview';
import styles from './OverviewTotals.module.css';

/** What all rows come to, unknown ones named as such. */
export function OverviewTotals({ totals }: { totals: Totals }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  return (
    <dl className={styles.totals}>
      <Total label={t('overview.total.inTrouble')}>
        <span
          data-trouble={totals.inTrouble.value > 0}
          className={styles.trouble}
        >
          <SumText sum={totals.inTrouble} />
        </span>
      </Total>
      <Total label={t('queue.waiting')}>
        <SumText sum={totals.waiting} />
      </Total>
      <Total label={t('queue.inFlight')}>
        <SumText sum={totals.inFlight} />
      </Total>
      <Total label={t('overview.total.workers')}>
        <SumText sum={totals.workers} />
      </Total>
      <Total label={t('overview.total.queues', { count: totals.queues })}>
        {formats.number(totals.queues)}
      </Total>
      <Total label={t('overview.total.services', { count: totals.services })}>
        {formats.number(totals.services)}
      </Total>
    </dl>
  );
}

function Total(props: { label: string; children: ReactNode }) {
  return (
    <div className={styles.total}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function SumText({ sum }: { sum: Sum }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  if (sum.known === 0 && sum.unknown > 0) {
    return <span className={styles.unknown}>{t('number.unknown')}</span>;
  }
  return (
    <>
      {formats.number(sum.value)}
      {sum.unknown > 0 && (
        <span className={styles.unknown}>
          {' '}
          {t('overview.total.unknown', {
            unknown: formats.number(sum.unknown),
          })}
        </span>
      )}
    </>
  );
}
