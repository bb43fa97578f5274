/**
 * Scaffolder actions for Celery services: `celery:plan`, `publish:local` and
 * `catalog:register:local`.
 *
 * @packageDocumentation
 */
export { scaffolderModuleCelery as default } from './module';
