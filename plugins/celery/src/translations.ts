/**
 * The texts of the Celery plugin's pages, for portals that word or translate
 * them differently. English and Japanese need no installation.
 *
 * @packageDocumentation
 */
export { celeryTranslationRef } from './i18n';
