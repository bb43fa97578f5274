export {
  areaPath,
  linearScale,
  linePath,
  roundUp,
  type Scale,
  type Step,
  timeTicks,
} from './geometry';
export {
  type ChartSeries,
  chartSeriesOf,
  type ChartStep,
  highestOf,
} from './series';
export { useWidth } from './useWidth';
