import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HistoryPoint } from '@celery-keda/backstage-plugin-celery-common';
import { useMemo } from 'react';
import {
  areaPath,
  ChartSeries,
  chartSeriesOf,
  highestOf,
  linearScale,
} from '../../chart';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import styles from './Sparkline.module.css';

/** The drawing's own units; it is stretched to whatever room there is. */
const WIDTH = 1000;
const HEIGHT = 24;

/** What has been kept of a queue lately. */
export interface Recent {
  from: number;
  to: number;
  stepSeconds: number;
  points: readonly HistoryPoint[];
}

/** How a queue's backlog has moved lately; holds its room until it is known. */
export function Sparkline(props: { seconds: number; recent?: Recent }) {
  const { seconds, recent } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const most = recent && mostWaiting(recent.points);
  return (
    <div className={styles.recent}>
      <span className={styles.label}>
        {t('recent.span', { duration: formats.duration(seconds) })}
      </span>
      <span className={styles.most}>
        {most !== undefined && t('recent.most', { most: formats.number(most) })}
      </span>
      <SparklineDrawing className={styles.drawing} recent={recent} />
    </div>
  );
}

/** The most that waited at a time; absent when nobody knows. */
function mostWaiting(points: readonly HistoryPoint[]): number | undefined {
  const known = points.flatMap(({ length }) => length?.max ?? []);
  return known.length > 0
    ? known.reduce((most, length) => Math.max(most, length))
    : undefined;
}

/** The drawing alone: what waits, on top of what is in flight. */
export function SparklineDrawing(props: {
  className: string;
  recent?: Recent;
}) {
  const { className, recent } = props;
  const series = useMemo(
    () => recent && chartSeriesOf(recent.points, recent.stepSeconds),
    [recent],
  );
  return (
    <svg
      className={className}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {recent && series && <Areas recent={recent} series={series} />}
    </svg>
  );
}

function Areas(props: { recent: Recent; series: ChartSeries }) {
  const { recent, series } = props;
  const most = highestOf(series.running, series.scheduled, series.waiting);
  const x = linearScale([recent.from, recent.to], [0, WIDTH]);
  const y = linearScale([0, Math.max(1, most)], [HEIGHT - 1, 0]);
  return (
    <>
      <path className={styles.running} d={areaPath(series.running, x, y)} />
      <path className={styles.scheduled} d={areaPath(series.scheduled, x, y)} />
      <path className={styles.waiting} d={areaPath(series.waiting, x, y)} />
    </>
  );
}
