import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { WorkerGroupReading } from '@celery-keda/backstage-plugin-celery-common';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { PlanSetting, planSettingsOf } from '../../workers';
import { Panel } from '../Panel';
import styles from './facts.module.css';

/** The settings that scaling follows at this moment. */
export function PlanPanel(props: { workers: WorkerGroupReading | undefined }) {
  const { workers } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const group = workers && !('unknown' in workers) ? workers : undefined;
  const settings = group ? planSettingsOf(group) : [];
  const unread = group?.unknownKinds.scaledObjects;
  return (
    <Panel title={t('tab.plan.title')}>
      {unread && (
        <Text as="p" variant="body-small" color="secondary">
          {t('tab.plan.unknown')} {t(`workers.reason.${unread.unknown}`)}
        </Text>
      )}
      {settings.length === 0 && !unread && (
        <Text variant="body-small" color="secondary">
          {t('tab.plan.none')}
        </Text>
      )}
      {settings.length > 0 && (
        <table className={styles.table}>
          <tbody>
            {settings.map(setting => (
              <tr key={setting.id}>
                <th scope="row" title={setting.field}>
                  {t(`tab.plan.${setting.id}`)}
                </th>
                <td className={styles.number}>
                  <SettingValue value={setting.value} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function SettingValue({ value }: { value: PlanSetting['value'] }) {
  const formats = useFormats();
  switch (value.kind) {
    case 'seconds':
      return <>{formats.duration(value.seconds)}</>;
    case 'number':
      return <>{formats.number(value.number)}</>;
    default:
      return <code>{value.text}</code>;
  }
}
