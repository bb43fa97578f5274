export { celeryWizardTranslationRef } from './ref';
export type { TextKey } from './texts';
export { translator, useTranslate, type Translate } from './translate';
