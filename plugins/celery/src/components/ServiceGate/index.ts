export { ServiceGate, type ServiceProps } from './ServiceGate';
export { StatusFailure } from './ServiceMessages';
