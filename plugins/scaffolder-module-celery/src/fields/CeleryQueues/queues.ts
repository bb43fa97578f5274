import {
  checkQueueName,
  NameProblem,
} from '@celery-keda/backstage-plugin-celery-common';
import { Translate } from '../../i18n';
import { Answers } from '../CeleryWorkload/answers';

/** What is said about one queue. */
export interface QueueAnswers {
  name?: string;
  /** Absent where the work is as the service says for all its queues. */
  workload?: Answers;
}

/** What is wrong with a queue's name, in the reader's language if possible. */
export function queueNameProblems(
  queues: readonly QueueAnswers[],
  index: number,
  options: { service: string; translate?: Translate },
): string[] {
  const { service, translate } = options;
  const { name = '' } = queues[index];
  const isTaken = queues.findIndex(queue => queue.name === name) < index;
  const say = ({ key, params, message }: NameProblem) =>
    translate?.(key, params) ?? message;
  return [
    ...checkQueueName(service, name).map(say),
    ...(isTaken && name !== ''
      ? [
          translate?.('queues.name.twice', { name }) ??
            `There are two queues called "${name}".`,
        ]
      : []),
  ];
}

/** The service's name on an earlier page of the form. */
export function serviceNameOf(formData: unknown): string {
  const name = (formData as { name?: unknown } | undefined)?.name;
  return typeof name === 'string' ? name : '';
}
