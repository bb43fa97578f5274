import {
  areaPath,
  ChartStep,
  linearScale,
  linePath,
  Scale,
  Step,
} from '../../chart';
import { ScalingMoment } from '../../history';
import styles from './HistoryChart.module.css';

/** Room above the top of a lane, so that a line there is not cut. */
const PADDING = 4;
const MARK = 4;
const SWATCH = { width: 14, height: 10 };

/** What a colour or a line of a lane stands for. */
export interface LegendEntry {
  label: string;
  kind: 'area' | 'line';
  className: string;
}

/** One lane of a chart: areas, a line, and what all lanes share. */
export function ChartLane(props: {
  legend: readonly LegendEntry[];
  height: number;
  /** The value at the top. */
  top: number;
  format: (value: number) => string;
  areas: readonly { steps: readonly (Step | null)[]; className: string }[];
  line?: { steps: readonly (Step | null)[]; className: string };
  /** A value that is not to be passed. */
  rule?: number | null;
  showMoments?: boolean;
  x: Scale;
  width: number;
  axisWidth: number;
  ticks: readonly number[];
  moments: readonly ScalingMoment[];
  chosen: ChartStep | undefined;
}) {
  const { legend, height, top, format, areas, line, rule, showMoments } = props;
  const { x, width, axisWidth, ticks, moments, chosen } = props;
  const y = linearScale([0, top], [height - 1, PADDING]);
  return (
    <div>
      <ul className={styles.legend} style={{ paddingInlineStart: axisWidth }}>
        {legend.map(({ label, kind, className }) => (
          <li key={label}>
            <svg width={SWATCH.width} height={SWATCH.height} aria-hidden="true">
              {kind === 'area' ? (
                <rect {...SWATCH} className={className} />
              ) : (
                <line
                  className={className}
                  x2={SWATCH.width}
                  y1={SWATCH.height / 2}
                  y2={SWATCH.height / 2}
                />
              )}
            </svg>
            {label}
          </li>
        ))}
      </ul>
      <svg width={width} height={height} aria-hidden="true">
        {ticks.map(tick => (
          <line
            key={tick}
            className={styles.grid}
            x1={x(tick)}
            x2={x(tick)}
            y1={0}
            y2={height}
          />
        ))}
        <text className={styles.value} x={axisWidth - 6} y={PADDING + 8}>
          {format(top)}
        </text>
        <text className={styles.value} x={axisWidth - 6} y={height - 2}>
          {format(0)}
        </text>
        <line
          className={styles.ground}
          x1={axisWidth}
          x2={width}
          y1={height - 0.5}
          y2={height - 0.5}
        />
        {areas.map(({ steps, className }) => (
          <path
            key={className}
            className={className}
            d={areaPath(steps, x, y)}
          />
        ))}
        {typeof rule === 'number' && (
          <line
            className={styles.rule}
            x1={axisWidth}
            x2={width}
            y1={y(rule)}
            y2={y(rule)}
          />
        )}
        {line && (
          <path className={line.className} d={linePath(line.steps, x, y)} />
        )}
        {showMoments &&
          moments.map(({ at, from, to }) => (
            <path
              key={at}
              className={styles.moment}
              d={mark(x(at), height, to > from)}
            />
          ))}
        {chosen && (
          <rect
            className={styles.chosen}
            x={x(chosen.from)}
            width={Math.max(1, x(chosen.to) - x(chosen.from))}
            y={0}
            height={height}
          />
        )}
      </svg>
    </div>
  );
}

/** A small triangle on the ground, that points up or down. */
function mark(x: number, height: number, up: boolean): string {
  const [base, tip] = up
    ? [height, height - 2 * MARK]
    : [height - 2 * MARK, height];
  return `M${x - MARK},${base}L${x + MARK},${base}L${x},${tip}Z`;
}
