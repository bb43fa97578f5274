import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Message,
  renderMessages,
  TranslateMessage,
} from '@celery-keda/backstage-plugin-celery-common';
import { useCallback } from 'react';
import { celeryTranslationRef } from './ref';

/** Writes the texts of a diagnosis out in the reader's language. */
export function useDiagnosisText(): (messages: readonly Message[]) => string {
  const { t } = useTranslationRef(celeryTranslationRef);
  return useCallback(
    messages => renderMessages(t as TranslateMessage, messages),
    [t],
  );
}
