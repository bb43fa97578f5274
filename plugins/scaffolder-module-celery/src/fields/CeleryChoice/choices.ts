import { TextKey, Translate } from '../../i18n';
import { texts } from '../../i18n/texts';

const SUBJECTS = ['region', 'publish'] as const;

export type ChoiceSubject = (typeof SUBJECTS)[number];

/**
 * What a field is about, by its `ui:options`.
 *
 * @throws Error when the template names something else
 */
export function choiceSubjectOf(uiSchema: unknown): ChoiceSubject {
  const about = (uiSchema as { 'ui:options'?: { about?: string } })?.[
    'ui:options'
  ]?.about;
  const subject = SUBJECTS.find(known => known === about);
  if (!subject) {
    throw new Error(
      `The field CeleryChoice is about ${about}: choose one of ${SUBJECTS.join(
        ', ',
      )} as ui:options.about.`,
    );
  }
  return subject;
}

/** A value in the reader's words; one that has none stands for itself. */
export function choiceLabel(
  subject: ChoiceSubject,
  value: string,
  t: Translate,
): string {
  const key = `${subject}.${value}`;
  return Object.hasOwn(texts, key) ? t(key as TextKey) : value;
}
