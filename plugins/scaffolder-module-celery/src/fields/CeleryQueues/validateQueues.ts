import { ApiHolder } from '@backstage/frontend-plugin-api';
import { translator } from '../../i18n';
import { validateWorkload } from '../CeleryWorkload/validateWorkload';
import { QueueAnswers, queueNameProblems, serviceNameOf } from './queues';

/** Lets the wizard go on with queues whose workers can be planned. */
export function validateQueues(
  queues: QueueAnswers[],
  validation: { addError: (message: string) => void },
  context: { apiHolder: ApiHolder; formData: unknown },
): void {
  const translate = translator(context.apiHolder);
  const service = serviceNameOf(context.formData);
  queues.forEach(({ workload }, index) => {
    const number = index + 1;
    const queue = translate?.('queues.queue', { number }) ?? `Queue ${number}`;
    const addError = (message: string) =>
      validation.addError(`${queue}: ${message}`);
    queueNameProblems(queues, index, { service, translate }).forEach(addError);
    if (workload) {
      validateWorkload(workload, { addError }, context);
    }
  });
}
