import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { linearScale, roundUp } from '../../chart';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { TrialRun } from '../../whatIf';
import styles from './WhatIf.module.css';

const WIDTH = 600;
const HEIGHT = 96;

/** Backlog and workers of two plans; the table beside it says it in words. */
export function TrialChart(props: { inForce: TrialRun; changed: TrialRun }) {
  const { inForce, changed } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const seconds = Math.max(1, inForce.seconds, changed.seconds);
  return (
    <div aria-hidden="true">
      <ul className={styles.legend}>
        <li data-plan="in-force">{t('whatIf.inForce')}</li>
        <li data-plan="changed">{t('whatIf.changed')}</li>
      </ul>
      {(['backlog', 'workers'] as const).map(measure => (
        <Lane
          key={measure}
          label={t(`whatIf.lane.${measure}`)}
          measure={measure}
          runs={[inForce, changed]}
          seconds={seconds}
          format={formats.number}
        />
      ))}
      <div className={styles.axis}>
        <span>{formats.duration(0)}</span>
        <span>{formats.duration(seconds)}</span>
      </div>
    </div>
  );
}

function Lane(props: {
  label: string;
  measure: 'backlog' | 'workers';
  runs: readonly [TrialRun, TrialRun];
  seconds: number;
  format: (value: number) => string;
}) {
  const { label, measure, runs, seconds, format } = props;
  const most = runs
    .flatMap(run => run.points)
    .reduce((highest, point) => Math.max(highest, point[measure]), 0);
  const top = roundUp(most);
  const x = linearScale([0, seconds], [0, WIDTH]);
  const y = linearScale([0, top], [HEIGHT - 1, 1]);
  const path = ({ points }: TrialRun) =>
    points
      .map(
        (point, index) =>
          `${index === 0 ? 'M' : 'L'}${x(point.seconds).toFixed(1)},${y(
            point[measure],
          ).toFixed(1)}`,
      )
      .join('');
  return (
    <div className={styles.lane}>
      <span>{label}</span>
      <span>{format(top)}</span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <path className={styles.inForce} d={path(runs[0])} />
        <path className={styles.changed} d={path(runs[1])} />
      </svg>
    </div>
  );
}
