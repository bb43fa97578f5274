import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ChartStep } from '../../chart';
import { useFormats } from '../../format';
import { ScalingMoment } from '../../history';
import { celeryTranslationRef } from '../../i18n';
import { useMomentText } from './useMomentText';
import styles from './HistoryChart.module.css';

const BOX_WIDTH = 224;

/** What is known of one step, in lines of label and value. */
function useReadingLines(): (step: ChartStep) => [string, string][] {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  return ({ point }) => {
    const number = (value: number | undefined) =>
      value === undefined ? t('number.unknown') : formats.number(value);
    const lines: [string, string][] = [
      [t('queue.waiting'), number(point.length?.max)],
      [t('queue.inFlight'), number(point.inFlight?.max)],
    ];
    if (point.scheduled?.max) {
      lines.push([t('history.scheduled'), number(point.scheduled.max)]);
    }
    lines.push([
      t('queue.oldest'),
      point.oldestAgeSeconds
        ? formats.duration(point.oldestAgeSeconds.max)
        : t('number.unknown'),
    ]);
    lines.push([
      t('workers.title'),
      point.replicas && point.desiredReplicas
        ? t('workers.wanted', {
            current: formats.decimal(point.replicas.avg),
            desired: formats.number(point.desiredReplicas.max),
          })
        : t('number.unknown'),
    ]);
    return lines;
  };
}

/** A step read out in one sentence. */
export function useReadingText(): (
  step: ChartStep,
  moment: ScalingMoment | undefined,
) => string {
  const formats = useFormats();
  const lines = useReadingLines();
  const momentText = useMomentText();
  return (step, moment) =>
    [
      formats.moment(step.from),
      ...lines(step).map(([label, value]) => `${label}: ${value}`),
      ...(moment ? [momentText(moment)] : []),
    ].join(', ');
}

/** The box beside the cursor. Screen readers hear the cursor itself. */
export function Reading(props: {
  step: ChartStep;
  moment: ScalingMoment | undefined;
  /** Where the step is, and how wide the chart, in pixels. */
  left: number;
  width: number;
}) {
  const { step, moment, left, width } = props;
  const formats = useFormats();
  const lines = useReadingLines();
  const momentText = useMomentText();
  const beside =
    left + BOX_WIDTH + 12 > width ? left - BOX_WIDTH - 12 : left + 12;
  return (
    <div
      className={styles.reading}
      style={{ left: Math.max(0, beside), width: BOX_WIDTH }}
      aria-hidden="true"
    >
      <strong>{formats.moment(step.from)}</strong>
      {lines(step).map(([label, value]) => (
        <span key={label} className={styles.readingLine}>
          <span>{label}</span>
          <span>{value}</span>
        </span>
      ))}
      {moment && <span>{momentText(moment)}</span>}
    </div>
  );
}
