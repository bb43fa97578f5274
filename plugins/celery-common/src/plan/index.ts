export * from './plan';
export { planMessages } from './planMessages.en';
export type { PlanMessageKey } from './planMessages.en';
export * from './planScaling';
export * from './scaledObjectOf';
export * from './usualRecipe';
export * from './workload';
