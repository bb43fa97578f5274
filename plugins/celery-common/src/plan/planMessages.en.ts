/**
 * The English texts of a scaling plan, to be wired into a translation ref.
 *
 * @public
 */
export const planMessages = {
  'plan.reason.strategy.waiting-and-running':
    'Waiting and running tasks count: a busy worker is needed, and an empty queue does not mean that all is done.',
  'plan.reason.strategy.running-set':
    'Waiting tasks and those that workers report as running count, so that delayed tasks hold one worker and no more.',
  'plan.reason.strategy.waiting-only':
    'Only waiting tasks count: what runs or was left behind is not seen.',
  'plan.reason.concurrency':
    'A worker runs up to {{concurrency, number}} at a time.',
  'plan.reason.target.slots':
    'A worker runs up to {{concurrency, number}} at a time: as many unfinished tasks are worth one.',
  'plan.reason.target.start':
    'A task of {{taskSeconds, number}} s is far shorter than a start of {{coldStartSeconds, number}} s: {{target, number}} of them are worth starting a worker.',
  'plan.reason.target.fixed':
    '{{target, number}} waiting tasks ask for a worker, however long they take.',
  'plan.reason.minReplicas.zero':
    'The first task starts within {{firstStartSeconds, number}} s of an empty system and may wait {{waitSeconds, number}} s, so no worker is kept.',
  'plan.reason.minReplicas.one':
    'A first worker takes up to {{firstStartSeconds, number}} s and a task may wait only {{waitSeconds, number}} s, so one is kept.',
  'plan.reason.maxReplicas':
    'Everything behind the workers bears up to {{maxReplicas, number}} of them, which run up to {{slots, number}} at a time.',
  'plan.reason.pollingSeconds':
    'KEDA looks every {{pollingSeconds, number}} s: a first worker starts at most that much later, for a few cheap commands a time.',
  'plan.reason.cooldownSeconds.safe':
    'Bridges pauses of up to {{cooldownSeconds, number}} s; nothing in progress depends on it, for running tasks count as work.',
  'plan.reason.cooldownSeconds.unsafe':
    '{{cooldownSeconds, number}} s after the queue is empty all workers are stopped, also those that are busy.',
  'plan.reason.initialCooldownSeconds':
    'A new service keeps its first worker {{initialCooldownSeconds, number}} s, to be seen working.',
  'plan.reason.behavior.set':
    'Set, because without it the HPA goes back to the highest number of the last 5 minutes, even after KEDA went to zero.',
  'plan.reason.behavior.unset':
    'Not set: the HPA at most doubles, and goes back to the highest number of the last 5 minutes.',
  'plan.reason.scaleUpPods.all':
    'All workers that may run start at once: a burst is over sooner and costs no more.',
  'plan.reason.scaleUpPods.double':
    'Every 15 s the HPA adds as many workers as there are, or {{scaleUpPods, number}} where those are fewer.',
  'plan.reason.scaleDownWindowSeconds.none':
    'Workers stop as soon as fewer would do; they finish their tasks first.',
  'plan.reason.scaleDownWindowSeconds.some':
    'Workers stop when fewer would do for {{scaleDownWindowSeconds, number}} s, so that a steady stream does not start and stop them all the time.',
  'plan.reason.graceSeconds.enough':
    'A stopping worker finishes its tasks: their hard limit of {{hardTimeLimitSeconds, number}} s and {{reserveSeconds, number}} s to say goodbye to the broker.',
  'plan.reason.graceSeconds.short':
    "Kubernetes' default: a task with more than {{graceSeconds, number}} s to go is killed when its worker stops.",
  'plan.reason.softShutdownSeconds':
    'Asked to hurry, a worker lets tasks run {{softShutdownSeconds, number}} s longer, then puts them back.',
  'plan.reason.softShutdownSeconds.none':
    'A worker that is asked to stop never puts running tasks back.',
  'plan.reason.softTimeLimitSeconds':
    'The longest task takes {{longestTaskSeconds, number}} s; after {{softTimeLimitSeconds, number}} s a task gets an exception and can be tried again.',
  'plan.reason.softTimeLimitSeconds.none': 'No task is ever told to stop.',
  'plan.reason.hardTimeLimitSeconds':
    'A task that ignores its soft limit of {{softTimeLimitSeconds, number}} s is ended after {{hardTimeLimitSeconds, number}} s.',
  'plan.reason.hardTimeLimitSeconds.none': 'No task is ever ended.',
  'plan.reason.visibilityTimeoutSeconds.limit':
    'Longer than any task runs ({{hardTimeLimitSeconds, number}} s), so none runs twice; tasks of a dead worker run again after {{visibilityTimeoutSeconds, number}} s.',
  'plan.reason.visibilityTimeoutSeconds.delay':
    'Longer than the longest delay ({{longestDelaySeconds, number}} s) and any task together, so none runs twice; tasks of a dead worker run again after {{visibilityTimeoutSeconds, number}} s.',
  'plan.reason.visibilityTimeoutSeconds.default':
    "kombu's default: tasks of a dead worker run again after {{visibilityTimeoutSeconds, number}} s, if a worker is there.",
  'plan.reason.restoreIntervalSeconds':
    'Workers look every {{restoreIntervalSeconds, number}} s for tasks of dead ones.',
  'plan.reason.livenessLimitSeconds':
    'A worker that stood still for {{livenessLimitSeconds, number}} s is restarted; a broker may be away that long.',
  'plan.reason.livenessLimitSeconds.none':
    'A worker that stands still is never restarted.',
  'plan.reason.prefetchMultiplier':
    'A worker reserves at most {{prefetchMultiplier, number}} task per slot.',
  'plan.reason.disablePrefetch.on':
    'A worker holds only what it runs; the rest stays in the queue, where it is counted and any worker can take it.',
  'plan.reason.disablePrefetch.off':
    'A worker may hold tasks that it does not run yet.',
  'plan.reason.memoryMi':
    'A small application takes about 60 MiB and 50 MiB per task at a time, with reserve; measure yours.',

  'plan.warning.keeps-one-worker':
    'One worker is kept for ever, {{hoursPerMonth, number}} worker hours a month: allow {{value, number}} s of waiting, and none is.',
  'plan.warning.wait-below-ramp':
    'In a burst, workers beyond the first start up to {{rampSeconds, number}} s later, but a task may wait only {{waitSeconds, number}} s: allow {{value, number}} s.',
  'plan.warning.burst-exceeds-wait.workers':
    'The last task of a burst of {{burstTasks, number}} starts after about {{lastStartSeconds, number}} s, but may wait only {{waitSeconds, number}} s: allow more workers, {{value, number}}.',
  'plan.warning.burst-exceeds-wait.wait':
    'The last task of a burst of {{burstTasks, number}} starts after about {{lastStartSeconds, number}} s, but may wait only {{waitSeconds, number}} s: allow that wait.',
  'plan.warning.burst-exceeds-wait.tasks':
    'The last task of a burst of {{burstTasks, number}} starts after about {{lastStartSeconds, number}} s, but may wait only {{waitSeconds, number}} s: send at most {{value, number}} at once.',
  'plan.warning.overload.workers':
    'At {{tasksPerMinute, number}} a minute there is always work for {{busyWorkers, number}}, and only {{maxReplicas, number}} may run: the queue grows for ever. Allow more workers, {{value, number}}.',
  'plan.warning.overload.tasks':
    'At {{tasksPerMinute, number}} a minute there is always work for {{busyWorkers, number}}, and only {{maxReplicas, number}} may run: the queue grows for ever. Send at most {{value, number}} a minute.',
  'plan.warning.long-grace':
    'A stopping worker may need {{graceSeconds, number}} s, but a node that is drained usually waits 600 s: make no task longer than {{value, number}} s.',
  'plan.warning.slow-recovery.tasks':
    'Tasks of a worker that dies run again only after {{visibilityTimeoutSeconds, number}} s: make no task longer than {{value, number}} s.',
  'plan.warning.slow-recovery.delay':
    'Tasks of a worker that dies run again only after {{visibilityTimeoutSeconds, number}} s: delay none by more than {{value, number}} s.',
  'plan.warning.tiny-tasks':
    'Tasks of {{taskSeconds, number}} s cost more to hand out than to run: put several into one, of {{value, number}} s or more.',
  'plan.warning.delayed-tasks-hold-workers':
    'One worker is kept while any task waits for its time, and holds those tasks itself: use a schedule instead of a countdown, and none is.',
} as const;

/** The key of a text in {@link planMessages}. @public */
export type PlanMessageKey = keyof typeof planMessages;

const NUMBERS = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** Fills the numbers into a text, in English. */
export function planText(
  key: PlanMessageKey,
  params: Readonly<Record<string, number>>,
): string {
  return planMessages[key].replace(
    /\{\{(\w+), number\}\}/g,
    (_match, name: string) => NUMBERS.format(params[name]),
  );
}
