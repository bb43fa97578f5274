export { ScalingTab } from './ScalingTab';
