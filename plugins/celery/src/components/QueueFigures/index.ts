export { QueueNumbers } from './QueueNumbers';
export { type Recent, Sparkline } from './Sparkline';
export { WorkersBar } from './WorkersBar';
