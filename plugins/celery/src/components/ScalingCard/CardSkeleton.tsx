import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { celeryTranslationRef } from '../../i18n';
import { FIRST_QUEUES } from './QueueList';
import styles from './QueueBlock.module.css';

/** Takes the room of the queues that are being read. */
export function CardSkeleton(props: { queues: number }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const blocks = Math.min(props.queues, FIRST_QUEUES);
  return (
    <div role="status">
      <VisuallyHidden>{t('card.loading')}</VisuallyHidden>
      {Array.from({ length: blocks }, (_, index) => (
        <div key={index} className={styles.queue} aria-hidden="true">
          <div className={styles.columns}>
            <div className={styles.words}>
              <Skeleton width="9rem" height="1.5rem" />
              <Skeleton width="100%" height="2.5rem" />
            </div>
            <div className={styles.numbers}>
              <Skeleton width="100%" height="2.75rem" />
              <Skeleton width="100%" height="3rem" />
              <Skeleton width="100%" height="2.125rem" />
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}
