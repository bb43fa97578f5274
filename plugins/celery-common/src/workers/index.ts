export * from './kubernetes';
export * from './types';
export { LABEL_QUEUE, workerGroupsOf } from './workerGroups';
