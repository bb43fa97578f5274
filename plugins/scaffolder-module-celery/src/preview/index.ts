export { LoadPreview } from './LoadPreview';
export { PlanSettings } from './PlanSettings';
export { PlanWarnings } from './PlanWarnings';
export { usePreview } from './usePreview';
