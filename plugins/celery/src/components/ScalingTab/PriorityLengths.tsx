import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { QueueStatus } from '@celery-keda/backstage-plugin-celery-common';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import styles from './facts.module.css';

/** How many messages wait at each priority step; the first is served first. */
export function PriorityLengths(props: {
  lengths: QueueStatus['lengthByPriority'];
}) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const steps = Object.entries(props.lengths ?? {}).sort(
    ([a], [b]) => Number(a) - Number(b),
  );
  if (steps.length < 2) {
    return null;
  }
  return (
    <table className={`${styles.table} ${styles.pairs}`}>
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {t('tab.queue.priorities')}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map(([step, length]) => (
          <tr key={step}>
            <th scope="row">{t('tab.queue.priority', { step })}</th>
            <td className={styles.number}>{formats.number(length)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
