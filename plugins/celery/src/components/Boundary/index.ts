export { Boundary } from './Boundary';
