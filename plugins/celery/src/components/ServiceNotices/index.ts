export { ServiceNotices } from './ServiceNotices';
