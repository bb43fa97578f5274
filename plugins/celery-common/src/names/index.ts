export * from './serviceName';
