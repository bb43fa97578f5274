export {
  livePlanOf,
  targetOf,
  TRIED_SETTINGS,
  type TriedSetting,
} from './livePlan';
export { type Load, loadOf } from './load';
export { type TrialRun } from './simulateNow';
export { useTrials } from './useTrials';
