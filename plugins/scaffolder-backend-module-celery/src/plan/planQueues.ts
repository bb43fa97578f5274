import {
  checkQueueName,
  KeyNaming,
  MAX_QUEUES,
  planScaling,
  scaledObjectName,
  ScalingNumbers,
  Workload,
  workloadSchema,
} from '@celery-keda/backstage-plugin-celery-common';
import { QueueParameters, ServiceParameters } from './parameters';
import { PlannedTriggers, planTriggers } from './planTriggers';
import { Problems } from './Problems';
import { wrap } from './wrap';

/** One queue's workers, as the manifests need them. */
export interface PlannedQueue extends ScalingNumbers, PlannedTriggers {
  name: string;
  /** The name of its Deployment and its ScaledObject. */
  workerGroup: string;
  /** How long a task usually takes, as the workload says. */
  taskSeconds: number;
  /** Why each number is what it is, in lines that fit into a comment. */
  reasons: Record<keyof ScalingNumbers, string>;
  /** What the plan cannot give, a sentence each. */
  warnings: string[];
}

/** A comment in a manifest is indented by up to 14 characters. */
const COMMENT_WIDTH = 66;

/** Plans the workers of each queue: one that is called like the service, unless others are given. */
export function planQueues(
  service: KeyNaming & { name: string },
  parameters: Pick<ServiceParameters, 'queues' | 'workload'>,
  problems: Problems,
): PlannedQueue[] {
  const queues = parameters.queues?.length
    ? parameters.queues
    : [{ name: service.name }];
  if (queues.length > MAX_QUEUES) {
    problems.add(
      'queues',
      queues.length,
      `A service has at most ${MAX_QUEUES} queues.`,
    );
  }
  const names = new Set<string>();
  return queues.flatMap((queue, index) => {
    const field = parameters.queues?.length ? `queues[${index}]` : '';
    const { name } = queue;
    if (field) {
      problems.addAll(
        `${field}.name`,
        name,
        checkQueueName(service.name, name),
      );
    }
    if (names.has(name)) {
      problems.add(
        `${field}.name`,
        name,
        'There are two queues of this name: choose another one.',
      );
    }
    names.add(name);
    const workload = readWorkload(queue, field, parameters.workload, problems);
    const isOnly = queues.length === 1;
    return workload
      ? [plannedQueue(name, workload, { ...service, isOnly })]
      : [];
  });
}

function readWorkload(
  queue: QueueParameters,
  field: string,
  shared: object | undefined,
  problems: Problems,
): Workload | undefined {
  const own = queue.workload && field ? `${field}.workload` : undefined;
  const workload = workloadSchema.safeParse(queue.workload ?? shared ?? {});
  if (!workload.success) {
    workload.error.issues.forEach(({ message }) =>
      problems.add(own ?? 'workload', undefined, message),
    );
    return undefined;
  }
  return workload.data;
}

function plannedQueue(
  name: string,
  workload: Workload,
  service: KeyNaming & { name: string; isOnly: boolean },
): PlannedQueue {
  const { reasons, warnings, ...numbers } = planScaling(workload);
  return {
    name,
    workerGroup: scaledObjectName(service.name, name),
    ...planTriggers(numbers, name, service),
    taskSeconds: workload.taskSeconds,
    ...numbers,
    reasons: Object.fromEntries(
      Object.entries(reasons).map(([field, { text }]) => [
        field,
        wrap(text, COMMENT_WIDTH),
      ]),
    ) as PlannedQueue['reasons'],
    warnings: warnings.map(({ text }) => text),
  };
}
