export * from './CeleryApi';
export * from './CeleryClient';
