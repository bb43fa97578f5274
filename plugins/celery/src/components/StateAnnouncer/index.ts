export { StateAnnouncer } from './StateAnnouncer';
