import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { TrialRun } from '../../whatIf';
import styles from './WhatIf.module.css';

/** How two plans do, side by side. */
export function TrialTable(props: { inForce: TrialRun; changed: TrialRun }) {
  const { inForce, changed } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const spanOf = (seconds: number | null, otherwise: string) =>
    seconds === null ? otherwise : formats.duration(seconds);
  const rows = [
    {
      id: 'doneIn',
      textOf: (run: TrialRun) =>
        spanOf(
          run.doneInSeconds,
          t('whatIf.notDone', { duration: formats.duration(run.seconds) }),
        ),
    },
    {
      id: 'longestWait',
      textOf: (run: TrialRun) =>
        spanOf(run.longestWaitSeconds, t('number.none')),
    },
    {
      id: 'peakWorkers',
      textOf: (run: TrialRun) => formats.number(run.peakWorkers),
    },
    {
      id: 'workerHours',
      textOf: (run: TrialRun) => formats.decimal(run.workerHours),
    },
    { id: 'killed', textOf: (run: TrialRun) => formats.number(run.killed) },
    {
      id: 'stranded',
      textOf: (run: TrialRun) => formats.number(run.stranded),
    },
  ] as const;
  return (
    <table className={styles.table} aria-label={t('whatIf.compared')}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('whatIf.inForce')}</th>
          <th scope="col">{t('whatIf.changed')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, textOf }) => (
          <tr key={id}>
            <th scope="row">{t(`whatIf.result.${id}`)}</th>
            <td>{textOf(inForce)}</td>
            <td data-differs={textOf(inForce) !== textOf(changed)}>
              {textOf(changed)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
