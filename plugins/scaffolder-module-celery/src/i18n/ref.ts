import { createTranslationRef } from '@backstage/frontend-plugin-api';
import {
  nameMessages,
  planMessages,
} from '@celery-keda/backstage-plugin-celery-common';
import { messages } from './messages';

/**
 * Every text of the wizard, in English, with a translation into Japanese.
 *
 * @public
 */
export const celeryWizardTranslationRef = createTranslationRef({
  id: 'plugin.scaffolder-module-celery',
  messages: { ...messages, ...nameMessages, ...planMessages },
  translations: {
    ja: () => import('./ja'),
  },
});
