export { LinkedScalingCard } from './LinkedScalingCard';
export { ScalingCard } from './ScalingCard';
