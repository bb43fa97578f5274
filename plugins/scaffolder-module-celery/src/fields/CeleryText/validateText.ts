import { ApiHolder } from '@backstage/frontend-plugin-api';
import { translator } from '../../i18n';
import { subjectOf, textProblems } from './texts';

/** Lets the wizard go on with a text that the template's actions accept. */
export function validateText(
  text: string,
  validation: { addError: (message: string) => void },
  { apiHolder, uiSchema }: { apiHolder: ApiHolder; uiSchema?: unknown },
): void {
  const translate = translator(apiHolder);
  for (const { key, params, message } of textProblems(
    subjectOf(uiSchema),
    text,
  )) {
    validation.addError(translate?.(key, params) ?? message);
  }
}
