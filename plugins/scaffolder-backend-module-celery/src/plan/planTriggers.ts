import {
  KeyNaming,
  queueKey,
  queueRunningKey,
  queueUnackedKey,
  runningKey,
  scaledObjectOf,
  ScalingNumbers,
  unackedKey,
} from '@celery-keda/backstage-plugin-celery-common';

/** What a queue's ScaledObject watches, and its keys on the broker. */
export interface PlannedTriggers {
  /** KEDA's triggers, in the order of the manifest. */
  triggers: PlannedTrigger[];
  /** What KEDA makes of the triggers; absent when each counts by itself. */
  formula?: string;
  /** The Redis hash of its unfinished messages, prefix included. */
  unackedKey: string;
  /** The Redis set of the tasks that its workers run, prefix included. */
  runningKey: string;
}

/** One of KEDA's Redis triggers. */
export interface PlannedTrigger {
  name: string;
  listName: string;
  listLength: string;
}

/**
 * Makes the triggers of a queue's ScaledObject.
 *
 * @param service - `isOnly`: the queue is the only one, and its keys need no
 * name of their own
 */
export function planTriggers(
  plan: ScalingNumbers,
  queue: string,
  service: KeyNaming & { isOnly: boolean },
): PlannedTriggers {
  const { prioritySteps, isOnly } = service;
  const unacked = isOnly
    ? unackedKey(service)
    : queueUnackedKey(service, queue);
  const running = isOnly
    ? runningKey(service)
    : queueRunningKey(service, queue);
  const { triggers, advanced } = scaledObjectOf(plan, {
    waiting: prioritySteps.map(step => queueKey(service, queue, step)),
    unacked,
    running,
  });
  return {
    triggers: triggers.map(({ name = '', metadata }) => ({
      name,
      listName: metadata.listName,
      listLength: metadata.listLength,
    })),
    formula: advanced?.scalingModifiers?.formula,
    unackedKey: unacked,
    runningKey: running,
  };
}
