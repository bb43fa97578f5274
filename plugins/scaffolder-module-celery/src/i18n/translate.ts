import {
  ApiHolder,
  translationApiRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { celeryWizardTranslationRef } from './ref';
import type { TextKey } from './texts';

/** Looks a text up in the reader's language and fills it in. */
export type Translate = (
  key: TextKey,
  params?: Readonly<Record<string, string | number>>,
) => string;

/** The texts, for a component. */
export function useTranslate(): Translate {
  return useTranslationRef(celeryWizardTranslationRef).t as Translate;
}

/**
 * The texts, for what runs outside of components.
 *
 * @returns undefined while the reader's language is still being loaded
 */
export function translator(apis: ApiHolder): Translate | undefined {
  const texts = apis
    .get(translationApiRef)
    ?.getTranslation(celeryWizardTranslationRef);
  return texts?.ready ? (texts.t as Translate) : undefined;
}
