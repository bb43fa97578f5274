import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  PLAN_SETTING_FIELDS,
  PlanComparison,
  PlanSettingName,
} from '@celery-keda/backstage-plugin-celery-common';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { Breakable } from '../Breakable';
import facts from './facts.module.css';
import styles from './PlanTable.module.css';

type Value = PlanComparison['inForce'];

/** The settings in force, beside the repository's where they are compared. */
export function PlanTable(props: {
  rows: readonly PlanComparison[];
  isCompared: boolean;
}) {
  const { rows, isCompared } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <table className={facts.table}>
      {isCompared && (
        <thead>
          <tr>
            <th scope="col">{t('tab.plan.setting')}</th>
            <th scope="col">{t('tab.plan.inForce')}</th>
            <th scope="col">{t('tab.plan.inRepository')}</th>
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map(row => (
          <tr
            key={row.name}
            className={row.verdict === 'differs' ? styles.differs : undefined}
          >
            <th scope="row" title={PLAN_SETTING_FIELDS[row.name]}>
              {t(`tab.plan.setting.${row.name}`)}
            </th>
            <td>
              <SettingValue name={row.name} value={row.inForce} />
            </td>
            {isCompared && (
              <td>
                <InRepository row={row} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function InRepository({ row }: { row: PlanComparison }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const { name, inRepository, verdict } = row;
  if (verdict === 'same') {
    return <span className={facts.quiet}>{t('tab.plan.verdict.same')}</span>;
  }
  return (
    <>
      <SettingValue name={name} value={inRepository} />{' '}
      {verdict === 'differs' && (
        <span className={styles.mark}>{t('tab.plan.verdict.differs')}</span>
      )}
    </>
  );
}

function SettingValue(props: { name: PlanSettingName; value: Value }) {
  const { name, value } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  if (value === undefined) {
    return <>{t('number.unknown')}</>;
  }
  if (value === null) {
    return <>{t('tab.plan.notSet')}</>;
  }
  if (typeof value === 'string') {
    return (
      <code>
        <Breakable text={value} />
      </code>
    );
  }
  if (name.endsWith('Seconds')) {
    return <>{formats.duration(value)}</>;
  }
  return (
    <>
      {name === 'memoryMi'
        ? t('tab.plan.mebibytes', { amount: formats.number(value) })
        : formats.number(value)}
    </>
  );
}
