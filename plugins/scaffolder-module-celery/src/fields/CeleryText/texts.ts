import {
  checkClusterName,
  checkDescription,
  checkNamespace,
  checkRegistryNamespace,
  NameProblem,
} from '@celery-keda/backstage-plugin-celery-common';

/** What a field of text can be about, and what is allowed there. */
const CHECKS = {
  description: checkDescription,
  cluster: checkClusterName,
  namespace: checkNamespace,
  registryNamespace: checkRegistryNamespace,
} satisfies Record<string, (text: string) => NameProblem[]>;

export type TextSubject = keyof typeof CHECKS;

/**
 * What a field is about, by its `ui:options`.
 *
 * @throws Error when the template names something else
 */
export function subjectOf(uiSchema: unknown): TextSubject {
  const subject = (uiSchema as { 'ui:options'?: { about?: string } })?.[
    'ui:options'
  ]?.about;
  if (subject === undefined || !Object.hasOwn(CHECKS, subject)) {
    throw new Error(
      `The field CeleryText is about ${subject}: choose one of ${Object.keys(
        CHECKS,
      ).join(', ')} as ui:options.about.`,
    );
  }
  return subject as TextSubject;
}

/** What is wrong with a text; an empty one is as good as none. */
export function textProblems(
  subject: TextSubject,
  text: string,
): NameProblem[] {
  return text === '' ? [] : CHECKS[subject](text);
}
