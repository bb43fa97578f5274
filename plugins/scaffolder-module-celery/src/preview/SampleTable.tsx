import { SimulationSample } from '@celery-keda/backstage-plugin-celery-common';
import { useFormats } from '../format';
import { useTranslate } from '../i18n';
import { shownTasks, WORKER_SERIES } from './series';
import styles from './tables.module.css';

const ROWS = 15;

/** What a chart shows, for those who do not see it. */
export function SampleTable(props: {
  title: string;
  samples: readonly SimulationSample[];
}): JSX.Element {
  const { title, samples } = props;
  const t = useTranslate();
  const { duration, number } = useFormats();
  const every = Math.max(1, Math.ceil(samples.length / ROWS));
  const series = [...shownTasks(samples), ...WORKER_SERIES];
  const rows = samples.filter(
    (_, index) => index % every === 0 || index === samples.length - 1,
  );
  return (
    <table className={styles.table} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{t('preview.time')}</th>
          {series.map(({ key, name }) => (
            <th key={key} scope="col">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(sample => (
          <tr key={sample.seconds}>
            <th scope="row">{duration(sample.seconds)}</th>
            {series.map(({ key, of }) => (
              <td key={key}>{number(of(sample))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
