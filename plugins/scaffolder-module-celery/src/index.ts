/**
 * The wizard of the Celery service template: form fields for its name, its
 * broker and its workload, with a live preview of how it will scale.
 *
 * @packageDocumentation
 */
export { celeryWizardModule as default } from './module';
