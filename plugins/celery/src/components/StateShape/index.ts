export { StateShape } from './StateShape';
