import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { celeryTranslationRef, useDiagnosisText } from '../../i18n';
import { QueueScaling } from '../../scaling';

/**
 * Tells screen readers when a queue's state changes, and nothing else:
 * numbers change all the time.
 */
export function StateAnnouncer(props: { queues: readonly QueueScaling[] }) {
  const { queues } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const text = useDiagnosisText();
  const known = useRef(new Map<string, string>());
  const [announcement, setAnnouncement] = useState('');

  useEffect(() => {
    const changes: string[] = [];
    for (const { queue, diagnosis } of queues) {
      if (diagnosis) {
        const before = known.current.get(queue.name);
        if (before !== undefined && before !== diagnosis.state) {
          changes.push(
            t('card.stateChanged', {
              queue: queue.name,
              state: text([diagnosis.title]),
            }),
          );
        }
        known.current.set(queue.name, diagnosis.state);
      }
    }
    if (changes.length > 0) {
      setAnnouncement(changes.join(' '));
    }
  }, [queues, t, text]);

  return <VisuallyHidden role="status">{announcement}</VisuallyHidden>;
}
