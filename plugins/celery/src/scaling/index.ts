export { concernsBroker } from './concernsBroker';
export { type QueueScaling, type Scaling, useScaling } from './useScaling';
