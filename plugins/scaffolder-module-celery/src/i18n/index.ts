export { celeryWizardTranslationRef } from './ref';
export { translator, useTranslate, type Translate } from './translate';
