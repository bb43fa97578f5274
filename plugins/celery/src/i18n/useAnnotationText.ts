import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  AnnotationMessageKey,
  AnnotationProblem,
} from '@celery-keda/backstage-plugin-celery-common';
import { useCallback } from 'react';
import { celeryTranslationRef } from './ref';

/** Looks up a text whose placeholders are known at run time only. */
type Translate = (
  key: AnnotationMessageKey,
  params: AnnotationProblem['params'],
) => string;

/** Writes what is wrong with an annotation out in the reader's language. */
export function useAnnotationText(): (problem: AnnotationProblem) => string {
  const { t } = useTranslationRef(celeryTranslationRef);
  return useCallback(({ key, params }) => (t as Translate)(key, params), [t]);
}
