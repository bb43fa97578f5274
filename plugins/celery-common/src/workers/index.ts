export * from './kubernetes';
export * from './types';
export { LABEL_QUEUE, stoppingWorkers, workerGroupsOf } from './workerGroups';
