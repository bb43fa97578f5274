export { QueueNumbers } from './QueueNumbers';
export { type Recent, Sparkline, SparklineDrawing } from './Sparkline';
export { WorkersBar } from './WorkersBar';
