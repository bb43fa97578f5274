import { Formats, useFormats } from '../format';
import { TextKey, Translate, useTranslate } from '../i18n';
import { LoadRun } from './simulateLoad';
import styles from './tables.module.css';

const HOURS_A_MONTH = 730;

/** One figure of a plan: how it is written, and whether it is bad news. */
interface Figure {
  label: TextKey;
  of: (run: LoadRun) => string | undefined;
  isTrouble?: (run: LoadRun) => boolean;
}

/**
 * What a load comes to under a plan, or under two side by side. A figure that
 * nobody can know is called unknown.
 */
export function Figures(props: {
  planned: LoadRun;
  usual?: LoadRun;
  hasBursts: boolean;
}): JSX.Element {
  const { planned, usual, hasBursts } = props;
  const t = useTranslate();
  const formats = useFormats();
  const runs = usual ? { planned, usual } : { planned };

  return (
    <table className={`${styles.table} ${styles.figures}`}>
      <thead className={usual ? undefined : styles.hidden}>
        <tr>
          <td />
          <th scope="col">{t('preview.thisPlan')}</th>
          {usual && <th scope="col">{t('preview.usualRecipe')}</th>}
        </tr>
      </thead>
      <tbody>
        {figures(t, formats, hasBursts, usual !== undefined).map(
          ({ label, of, isTrouble }) => (
            <tr key={label}>
              <th scope="row">{t(label)}</th>
              {Object.entries(runs).map(([column, run]) => (
                <td
                  key={column}
                  className={isTrouble?.(run) ? styles.trouble : undefined}
                >
                  {of(run) ?? t('preview.unknown')}
                </td>
              ))}
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function figures(
  t: Translate,
  { duration, number }: Formats,
  hasBursts: boolean,
  compare: boolean,
): Figure[] {
  const written = (value: number | null | undefined, write = number) =>
    value === null || value === undefined ? undefined : write(value);
  const doneIn = ({ burst }: LoadRun) => {
    if (burst?.doneInSeconds !== null) {
      return written(burst?.doneInSeconds, duration);
    }
    return burst.stranded > 0
      ? t('preview.never')
      : t('preview.moreThan', { amount: duration(burst.seconds) });
  };
  const shown: Figure[] = [
    {
      label: 'preview.longestWait',
      of: ({ burst }) => written(burst?.longestWaitSeconds, duration),
    },
    {
      label: 'preview.workerHours',
      of: ({ day }) => written(day?.workerHoursAMonth),
    },
    {
      label: 'preview.alwaysOn',
      of: ({ burst }) => written(burst && burst.peakWorkers * HOURS_A_MONTH),
    },
  ];
  if (hasBursts) {
    shown.splice(1, 0, {
      label: 'preview.doneIn',
      of: doneIn,
      isTrouble: ({ burst }) => burst?.doneInSeconds === null,
    });
  }
  if (compare) {
    shown.push(
      {
        label: 'preview.killed',
        of: ({ burst }) => written(burst?.killed),
        isTrouble: ({ burst }) => Boolean(burst?.killed),
      },
      {
        label: 'preview.stranded',
        of: ({ burst }) => written(burst?.stranded),
        isTrouble: ({ burst }) => Boolean(burst?.stranded),
      },
    );
  }
  return shown;
}
