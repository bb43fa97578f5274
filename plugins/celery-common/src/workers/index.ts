export * from './kubernetes';
export * from './types';
export { workerGroupsOf } from './workerGroups';
