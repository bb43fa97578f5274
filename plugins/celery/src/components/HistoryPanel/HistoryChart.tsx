import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HistoryPoint } from '@celery-keda/backstage-plugin-celery-common';
import { KeyboardEvent, PointerEvent, useMemo, useRef, useState } from 'react';
import {
  chartSeriesOf,
  ChartStep,
  highestOf,
  linearScale,
  roundUp,
  timeTicks,
  useWidth,
} from '../../chart';
import { useFormats } from '../../format';
import { ScalingMoment } from '../../history';
import { celeryTranslationRef } from '../../i18n';
import { ChartLane, LegendEntry } from './ChartLane';
import { Reading, useReadingText } from './Reading';
import styles from './HistoryChart.module.css';

/** Room for the labels of the axes. */
const AXIS_WIDTH = 48;
/** Room for one label of the time axis. */
const TICK_WIDTH = 72;

/**
 * Backlog, oldest age and workers on one time axis, with the moments of
 * scaling. Gaps are gaps. The pointer or the arrow keys read a step out.
 */
export function HistoryChart(props: {
  from: number;
  to: number;
  stepSeconds: number;
  points: readonly HistoryPoint[];
  moments: readonly ScalingMoment[];
  /** The most workers that there may be, at this moment. */
  maxReplicas: number | null;
}) {
  const { from, to, stepSeconds, points, moments, maxReplicas } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const readingText = useReadingText();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [cursor, setCursor] = useState<number>();
  const series = useMemo(
    () => chartSeriesOf(points, stepSeconds),
    [points, stepSeconds],
  );

  const x = linearScale([from, to], [AXIS_WIDTH, Math.max(width, AXIS_WIDTH)]);
  const { step, ticks } = timeTicks(
    from,
    to,
    Math.max(2, Math.floor((width - AXIS_WIDTH) / TICK_WIDTH)),
  );
  const { steps } = series;
  const chosen = cursor === undefined ? undefined : steps[cursor];
  const moment = moments.find(({ at }) => at === chosen?.from);
  const lane = { x, width, axisWidth: AXIS_WIDTH, ticks, moments, chosen };

  const choose = (event: PointerEvent<HTMLDivElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    setCursor(nearestStep(steps, x, event.clientX - left));
  };
  const move = (event: KeyboardEvent) => {
    const next = nextCursor(event.key, cursor, steps.length);
    if (next !== undefined) {
      event.preventDefault();
      setCursor(next);
    }
  };
  return (
    <div
      ref={frame}
      className={styles.chart}
      role="slider"
      tabIndex={0}
      aria-label={t('history.cursor')}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, steps.length - 1)}
      aria-valuenow={cursor ?? Math.max(0, steps.length - 1)}
      aria-valuetext={
        chosen ? readingText(chosen, moment) : t('history.cursorHelp')
      }
      onPointerMove={choose}
      onPointerLeave={() => setCursor(undefined)}
      onBlur={() => setCursor(undefined)}
      onKeyDown={move}
    >
      <ChartLane
        {...lane}
        legend={[
          area(t('queue.waiting'), styles.waiting),
          area(t('queue.inFlight'), styles.running),
          area(t('history.scheduled'), styles.scheduled),
        ]}
        height={112}
        top={roundUp(
          highestOf(series.running, series.scheduled, series.waiting),
        )}
        format={formats.number}
        areas={[
          { steps: series.running, className: styles.running },
          { steps: series.scheduled, className: styles.scheduled },
          { steps: series.waiting, className: styles.waiting },
        ]}
      />
      <ChartLane
        {...lane}
        legend={[area(t('queue.oldest'), styles.oldest)]}
        height={64}
        top={roundUp(highestOf(series.oldest))}
        format={formats.about}
        areas={[{ steps: series.oldest, className: styles.oldest }]}
      />
      <ChartLane
        {...lane}
        legend={[
          area(t('history.ready'), styles.running),
          line(t('history.wanted'), styles.wanted),
          line(t('history.most'), styles.rule),
        ]}
        height={80}
        top={Math.max(
          1,
          maxReplicas ?? 0,
          highestOf(series.ready, series.wanted),
        )}
        format={formats.number}
        areas={[{ steps: series.ready, className: styles.running }]}
        line={{ steps: series.wanted, className: styles.wanted }}
        rule={maxReplicas}
        showMoments
      />
      <svg className={styles.axis} width={width} height={20} aria-hidden="true">
        {ticks.map(tick => (
          <text key={tick} x={x(tick)} y={14} textAnchor="middle">
            {formats.tick(tick, step)}
          </text>
        ))}
      </svg>
      {chosen && (
        <Reading
          step={chosen}
          moment={moment}
          left={x((chosen.from + chosen.to) / 2)}
          width={width}
        />
      )}
    </div>
  );
}

function area(label: string, className: string): LegendEntry {
  return { label, className, kind: 'area' };
}

function line(label: string, className: string): LegendEntry {
  return { label, className, kind: 'line' };
}

function nearestStep(
  steps: readonly ChartStep[],
  x: (time: number) => number,
  left: number,
): number | undefined {
  let nearest: number | undefined;
  let distance = Infinity;
  steps.forEach((step, index) => {
    const candidate = Math.abs(x((step.from + step.to) / 2) - left);
    if (candidate < distance) {
      nearest = index;
      distance = candidate;
    }
  });
  return nearest;
}

function nextCursor(
  key: string,
  cursor: number | undefined,
  count: number,
): number | undefined {
  const last = count - 1;
  if (last < 0) {
    return undefined;
  }
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return cursor === undefined ? last : Math.max(0, cursor - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return cursor === undefined ? last : Math.min(last, cursor + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
