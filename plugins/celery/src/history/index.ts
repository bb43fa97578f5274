export { historyToCsv } from './csv';
export { type ScalingMoment, scalingMomentsOf } from './moments';
export {
  HISTORY_RANGE_NAMES,
  HISTORY_RANGES,
  type HistoryRangeName,
  isHistoryRangeName,
} from './ranges';
export { useServiceHistory } from './useServiceHistory';
