import {
  useAnalytics,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import {
  QueueStatus,
  WorkerGroupReading,
} from '@celery-keda/backstage-plugin-celery-common';
import { lazy, Suspense, useState } from 'react';
import { celeryTranslationRef } from '../../i18n';
import { targetOf } from '../../whatIf';
import { Panel } from '../Panel';
import styles from './WhatIf.module.css';

const WhatIf = lazy(() =>
  import('./WhatIf').then(module => ({ default: module.WhatIf })),
);

/** Lets a person try other settings on the load of now, if they want to. */
export function WhatIfPanel(props: {
  queue: QueueStatus;
  workers: WorkerGroupReading | undefined;
}) {
  const { queue, workers } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const analytics = useAnalytics();
  const [isOpen, setOpen] = useState(false);
  const group = workers && !('unknown' in workers) ? workers : undefined;
  const target = group && targetOf(group);
  if (!group || target === undefined) {
    return null;
  }
  return (
    <div className={styles.panel} data-open={isOpen}>
      <Panel title={t('whatIf.title')}>
        {isOpen ? (
          <Suspense fallback={<Skeleton width="100%" height="12rem" />}>
            <WhatIf queue={queue} group={group} target={target} />
          </Suspense>
        ) : (
          <Flex direction="column" gap="3" align="start">
            <Text as="p" color="secondary">
              {t('whatIf.about')}
            </Text>
            <Button
              variant="secondary"
              onPress={() => {
                analytics.captureEvent('click', 'try other settings');
                setOpen(true);
              }}
            >
              {t('whatIf.open')}
            </Button>
          </Flex>
        )}
      </Panel>
    </div>
  );
}
