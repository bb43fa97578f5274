import {
  nameMessages,
  planMessages,
} from '@celery-keda/backstage-plugin-celery-common';
import { messages } from './messages';

/** Every text of the wizard, in English. */
export const texts = { ...messages, ...nameMessages, ...planMessages };

/** The key of a text of the wizard. */
export type TextKey = keyof typeof texts;
