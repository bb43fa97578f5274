export { useServiceManifest } from './useServiceManifest';
