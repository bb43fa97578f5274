import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { nameMessages } from '@celery-keda/backstage-plugin-celery-common';
import { messages } from './messages';

/**
 * Every text of the wizard, in English, with a translation into Japanese.
 *
 * @public
 */
export const celeryWizardTranslationRef = createTranslationRef({
  id: 'plugin.scaffolder-module-celery',
  messages: { ...messages, ...nameMessages },
  translations: {
    ja: () => import('./ja'),
  },
});
