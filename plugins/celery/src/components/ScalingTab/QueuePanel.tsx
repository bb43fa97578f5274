import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { QueueStatus } from '@celery-keda/backstage-plugin-celery-common';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { useNow } from '../../polling';
import { Hint } from '../Hint';
import { Panel } from '../Panel';
import { QueueNumbers } from '../QueueFigures';
import { PriorityLengths } from './PriorityLengths';
import styles from './facts.module.css';

/** A queue's numbers, all of them. */
export function QueuePanel(props: {
  queue: QueueStatus;
  old: boolean;
  observedAt: string | null;
}) {
  const { queue, old, observedAt } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <Panel title={t('tab.queue.title', { queue: queue.name })}>
      <Flex direction="column" gap="4">
        <QueueNumbers queue={queue} old={old} />
        <PriorityLengths lengths={queue.lengthByPriority} />
        <table className={`${styles.table} ${styles.pairs}`}>
          <tbody>
            <Rate
              label={t('tab.queue.arrival')}
              rate={queue.arrivalPerSecond}
            />
            <Rate label={t('tab.queue.drain')} rate={queue.drainPerSecond} />
          </tbody>
        </table>
        <ReadAt observedAt={observedAt} />
      </Flex>
    </Panel>
  );
}

function Rate({ label, rate }: { label: string; rate: number | null }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const words = (perSecond: number) =>
    perSecond > 0 && perSecond < 1
      ? t('tab.queue.perMinute', { value: formats.decimal(perSecond * 60) })
      : t('tab.queue.perSecond', { value: formats.decimal(perSecond) });
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className={styles.number}>
        {rate === null ? t('number.unknown') : words(rate)}
      </td>
    </tr>
  );
}

function ReadAt({ observedAt }: { observedAt: string | null }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const now = useNow();
  const at = Date.parse(observedAt ?? '');
  return (
    <Text variant="body-small" color="secondary">
      {Number.isNaN(at) ? (
        t('tab.queue.neverRead')
      ) : (
        <Hint text={t('queue.readAt', { time: formats.moment(at) })}>
          {t('tab.queue.readAt', {
            duration: formats.duration((now - at) / 1000),
          })}
        </Hint>
      )}
    </Text>
  );
}
