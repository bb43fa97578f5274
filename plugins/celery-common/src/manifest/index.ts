export * from './comparePlans';
export * from './contract';
export * from './kustomize';
export * from './manifestPlans';
export * from './planSettings';
