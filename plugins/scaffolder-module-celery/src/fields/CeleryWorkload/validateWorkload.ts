import { ApiHolder } from '@backstage/frontend-plugin-api';
import { workloadSchema } from '@celery-keda/backstage-plugin-celery-common';
import { translator } from '../../i18n';
import { Answers, checkAnswers } from './answers';

/** Lets the wizard go on with answers that a plan can be made from. */
export function validateWorkload(
  answers: Answers,
  validation: { addError: (message: string) => void },
  { apiHolder }: { apiHolder: ApiHolder },
): void {
  const translate = translator(apiHolder);
  const messages = translate
    ? checkAnswers(answers).problems.map(
        ({ field, key, params }) =>
          `${translate(`workload.${field}.label`)} ${translate(key, params)}`,
      )
    : workloadSchema
        .safeParse(answers)
        .error?.issues.map(({ message }) => message) ?? [];
  messages.forEach(message => validation.addError(message));
}
