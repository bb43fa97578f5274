export { ServiceGate, type ServiceProps } from './ServiceGate';
export { NoAnnotations, RenderFailure, StatusFailure } from './ServiceMessages';
