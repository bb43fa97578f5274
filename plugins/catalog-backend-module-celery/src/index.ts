/**
 * Celery in the software catalog: every configured broker is a Resource,
 * wrong annotations are reported on their entity, and on a laptop `file`
 * locations may be registered below one folder.
 *
 * @packageDocumentation
 */
export { catalogModuleCelery as default } from './module';
