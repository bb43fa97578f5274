export { DEFAULT_REFRESH_SECONDS, useServiceStatus } from './useServiceStatus';
