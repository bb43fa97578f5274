/**
 * The texts of the wizard, for portals that word or translate them
 * differently. English and Japanese need no installation.
 *
 * @packageDocumentation
 */
export { celeryWizardTranslationRef } from './i18n';
