export { ServiceGate, type ServiceProps } from './ServiceGate';
export { NoServices, RenderFailure, StatusFailure } from './ServiceMessages';
