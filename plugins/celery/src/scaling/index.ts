export { type QueueScaling, type Scaling, useScaling } from './useScaling';
