export { Whereabouts } from './Whereabouts';
