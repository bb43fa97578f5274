import { SimulationSample } from '@celery-keda/backstage-plugin-celery-common';
import {
  Area,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormats } from '../format';
import { useTranslate } from '../i18n';
import styles from './ScalingChart.module.css';
import { Series, shownTasks, WORKER_SERIES } from './series';
import { timeTicks } from './timeTicks';

const LANE_HEIGHT = 130;
const AXIS = { stroke: 'var(--bui-fg-secondary)', fontSize: 12 };
const STEP = {
  type: 'stepAfter',
  isAnimationActive: false,
  dot: false,
} as const;

/**
 * Tasks and workers over the same time, one lane above the other, for those
 * who see it; a table says the same.
 */
export function ScalingChart(props: {
  /** Charts of the same id point at the same moment. */
  syncId: string;
  samples: readonly SimulationSample[];
  /** Until when the axis goes, seconds. */
  until: number;
  maxWorkers: number;
}): JSX.Element {
  const { syncId, samples, until, maxWorkers } = props;
  const t = useTranslate();
  const { duration, number } = useFormats();
  const data = [...samples];

  const lane = (series: readonly Series[], most?: number) => (
    <>
      <div className={styles.legend}>
        {series.map(({ key, name }) => (
          <span key={key} className={styles[key]}>
            {t(name)}
          </span>
        ))}
      </div>
      <ResponsiveContainer width="100%" height={LANE_HEIGHT}>
        <ComposedChart
          accessibilityLayer={false}
          data={data}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          syncId={syncId}
          syncMethod="value"
        >
          <XAxis
            {...AXIS}
            dataKey="seconds"
            type="number"
            domain={[0, until]}
            ticks={timeTicks(until)}
            tickFormatter={duration}
          />
          <YAxis
            {...AXIS}
            width={48}
            allowDecimals={false}
            domain={[0, most ?? 'auto']}
            tickFormatter={number}
          />
          <Tooltip
            isAnimationActive={false}
            wrapperClassName={styles.tooltip}
            labelFormatter={(seconds: number) => duration(seconds)}
            formatter={(value: number) => number(value)}
          />
          {most !== undefined && (
            <ReferenceLine y={most} className={styles.limit} />
          )}
          {series.map(({ key, name, of }) =>
            key === 'wanted' ? (
              <Line
                {...STEP}
                key={key}
                dataKey={of}
                name={t(name)}
                className={styles[key]}
              />
            ) : (
              <Area
                {...STEP}
                key={key}
                dataKey={of}
                name={t(name)}
                stackId="stack"
                className={styles[key]}
              />
            ),
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </>
  );

  return (
    <div aria-hidden="true" className={styles.chart}>
      {lane(shownTasks(samples))}
      {lane(WORKER_SERIES, maxWorkers)}
    </div>
  );
}
