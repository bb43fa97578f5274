import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { texts } from './texts';

/**
 * Every text of the wizard, in English, with a translation into Japanese.
 *
 * @public
 */
export const celeryWizardTranslationRef = createTranslationRef({
  id: 'plugin.scaffolder-module-celery',
  messages: texts,
  translations: {
    ja: () => import('./ja'),
  },
});
