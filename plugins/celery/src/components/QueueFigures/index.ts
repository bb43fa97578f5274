export { QueueNumbers } from './QueueNumbers';
export { WorkersBar } from './WorkersBar';
