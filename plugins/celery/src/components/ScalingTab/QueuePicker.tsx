import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { useFormats } from '../../format';
import { celeryTranslationRef, useDiagnosisText } from '../../i18n';
import { QueueScaling } from '../../scaling';
import { StateShape } from '../StateShape';
import styles from './QueuePicker.module.css';

/** A service's queues, worst first, each a link to its part of the page. */
export function QueuePicker(props: {
  queues: readonly QueueScaling[];
  shown: string;
  param: string;
}) {
  const { queues, shown, param } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const text = useDiagnosisText();
  const formats = useFormats();
  return (
    <nav aria-label={t('tab.queues')}>
      <ul className={styles.queues}>
        {queues.map(({ queue, diagnosis }) => (
          <li key={queue.name}>
            <Link
              className={styles.queue}
              to={{
                search: new URLSearchParams({ [param]: queue.name }).toString(),
              }}
              aria-current={queue.name === shown ? 'page' : undefined}
              title={diagnosis && text([diagnosis.title])}
            >
              {diagnosis && (
                <StateShape
                  shape={diagnosis.shape}
                  severity={diagnosis.severity}
                />
              )}
              <span className={styles.name}>{queue.name}</span>
              <span className={styles.length}>
                {queue.length === null
                  ? t('number.unknown')
                  : formats.number(queue.length)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
