export { type Polling, usePoller } from './usePoller';
export { useNow } from './useNow';
