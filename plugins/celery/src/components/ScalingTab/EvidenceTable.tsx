import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Evidence } from '@celery-keda/backstage-plugin-celery-common';
import { celeryTranslationRef } from '../../i18n';
import { Breakable } from '../Breakable';
import styles from './facts.module.css';

/** What a diagnosis was read from, as it stands in the objects. */
export function EvidenceTable(props: { evidence: readonly Evidence[] }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('tab.evidence.object')}</th>
          <th scope="col">{t('tab.evidence.field')}</th>
          <th scope="col">{t('tab.evidence.value')}</th>
        </tr>
      </thead>
      <tbody>
        {props.evidence.map(({ object, field, value }) => (
          <tr key={`${object} ${field}`}>
            <td className={styles.object}>
              <Breakable text={object} />
            </td>
            <td className={styles.path}>
              <code>
                <Breakable text={field} />
              </code>
            </td>
            <td>
              <code>
                {value === null ? (
                  t('number.unknown')
                ) : (
                  <Breakable text={String(value)} />
                )}
              </code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
