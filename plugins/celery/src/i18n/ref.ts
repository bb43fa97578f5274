import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/**
 * Every text of the Celery plugin's pages, in English, with a translation
 * into Japanese.
 *
 * @public
 */
export const celeryTranslationRef = createTranslationRef({
  id: 'plugin.celery',
  messages,
  translations: { ja: () => import('./messages.ja') },
});
