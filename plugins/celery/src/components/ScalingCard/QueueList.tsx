import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { celeryTranslationRef } from '../../i18n';
import { QueueScaling } from '../../scaling';
import { StateAnnouncer } from '../StateAnnouncer';
import { QueueBlock } from './QueueBlock';
import { RecentOf } from './useRecent';
import styles from './QueueBlock.module.css';

/** How many queues are shown before somebody asks for all. */
export const FIRST_QUEUES = 5;

/** A service's queues, worst first. */
export function QueueList(props: {
  queues: readonly QueueScaling[];
  /** Whether the numbers are not of this moment. */
  old: boolean;
  recent?: RecentOf;
}) {
  const { queues, old, recent } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const [all, setAll] = useState(false);
  const shown = all ? queues : queues.slice(0, FIRST_QUEUES);
  return (
    <>
      <StateAnnouncer queues={queues} />
      <ul className={styles.list} aria-label={t('card.queues')}>
        {shown.map(scaling => (
          <li key={scaling.queue.name} className={styles.queue}>
            <QueueBlock scaling={scaling} old={old} recent={recent} />
          </li>
        ))}
      </ul>
      {queues.length > FIRST_QUEUES && (
        <Button
          size="small"
          variant="tertiary"
          className={styles.more}
          aria-expanded={all}
          onPress={() => setAll(!all)}
        >
          {all
            ? t('card.showFewer')
            : t('card.showAll', { count: queues.length })}
        </Button>
      )}
    </>
  );
}
