import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { WorkerGroupReading } from '@celery-keda/backstage-plugin-celery-common';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { useNow } from '../../polling';
import { PodRow, podRowsOf } from '../../workers';
import { Panel } from '../Panel';
import { WorkersBar } from '../QueueFigures';
import styles from './facts.module.css';

/** A queue's workers: how many, and each one. */
export function WorkersPanel(props: {
  queue: string;
  workers: WorkerGroupReading | undefined;
}) {
  const { queue, workers } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <Panel title={t('tab.workers.title')}>
      <Flex direction="column" gap="4">
        <WorkersBar queue={queue} workers={workers} />
        {workers && <Pods workers={workers} />}
      </Flex>
    </Panel>
  );
}

function Pods({ workers }: { workers: WorkerGroupReading }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  if ('unknown' in workers) {
    return null;
  }
  if (workers.unknownKinds.pods) {
    const { unknown } = workers.unknownKinds.pods;
    return (
      <Text variant="body-small" color="secondary">
        {t('tab.workers.unknown')} {t(`workers.reason.${unknown}`)}
      </Text>
    );
  }
  const rows = podRowsOf(workers.pods);
  if (rows.length === 0) {
    return (
      <Text variant="body-small" color="secondary">
        {t('tab.workers.none')}
      </Text>
    );
  }
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('tab.workers.pod')}</th>
          <th scope="col">{t('tab.workers.phase')}</th>
          <th scope="col">{t('tab.workers.age')}</th>
          <th scope="col">{t('tab.workers.restarts')}</th>
          <th scope="col" className={styles.optional}>
            {t('tab.workers.node')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <PodLine key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function PodLine({ row }: { row: PodRow }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const now = useNow(10_000);
  const phase = t(`tab.workers.phase.${row.phase}`);
  return (
    <tr>
      <th scope="row">
        <code>{row.name}</code>
      </th>
      <td>
        {row.reason
          ? t('tab.workers.because', { phase, reason: row.reason })
          : phase}
      </td>
      <td className={styles.number}>
        {row.createdAt === undefined ? (
          t('number.unknown')
        ) : (
          <time
            dateTime={new Date(row.createdAt).toISOString()}
            title={formats.moment(row.createdAt)}
          >
            {formats.duration((now - row.createdAt) / 1000)}
          </time>
        )}
      </td>
      <td>
        {row.lastRestart
          ? t('tab.workers.because', {
              phase: formats.number(row.restarts),
              reason: row.lastRestart,
            })
          : formats.number(row.restarts)}
      </td>
      <td className={styles.optional}>{row.node ?? t('number.none')}</td>
    </tr>
  );
}
