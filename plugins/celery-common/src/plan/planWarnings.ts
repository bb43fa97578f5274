import type { PlanWarning, ScalingNumbers } from './plan';
import { planText } from './planMessages.en';
import {
  firstStartSeconds,
  graceSecondsFor,
  lastStartSeconds,
  rampSeconds,
  steadyWorkers,
  visibilitySecondsFor,
} from './sizing';
import { Workload, WORKLOAD_LIMITS } from './workload';

/** A warning without its text; `value` is what its change would set. */
type Finding = Pick<PlanWarning, 'code' | 'key'> & {
  field?: keyof Workload;
  value?: number | boolean;
  params?: Readonly<Record<string, number>>;
};

type Check = (
  numbers: ScalingNumbers,
  workload: Workload,
) => Finding | undefined;

const HOURS_PER_MONTH = 730;
/** What the cluster autoscaler gives a node to drain, seconds. */
const DRAIN_LIMIT = 600;
/** Waiting longer for the tasks of a dead worker is worth a word, seconds. */
const SLOW_RECOVERY = 3600;
/** Handing out a task costs milliseconds; shorter tasks cost more than they do. */
const TINY_TASK = 0.05;
/** Above this share of the maximum a stream leaves no room for its own noise. */
const FULL = 0.9;

function keepsOneWorker(
  { minReplicas }: ScalingNumbers,
  workload: Workload,
): Finding | undefined {
  return minReplicas === 0
    ? undefined
    : {
        code: 'keeps-one-worker',
        key: 'plan.warning.keeps-one-worker',
        field: 'waitSeconds',
        value: Math.ceil(firstStartSeconds(workload)),
        params: { hoursPerMonth: HOURS_PER_MONTH },
      };
}

function waitBelowRamp(
  _numbers: ScalingNumbers,
  workload: Workload,
): Finding | undefined {
  const ramp = Math.ceil(rampSeconds(workload));
  return workload.burstTasks <= workload.concurrency ||
    workload.waitSeconds >= ramp
    ? undefined
    : {
        code: 'wait-below-ramp',
        key: 'plan.warning.wait-below-ramp',
        field: 'waitSeconds',
        value: ramp,
        params: { rampSeconds: ramp },
      };
}

function burstExceedsWait(
  { maxReplicas }: ScalingNumbers,
  workload: Workload,
): Finding | undefined {
  const { waitSeconds, burstTasks, concurrency, taskSeconds } = workload;
  const last = Math.ceil(lastStartSeconds(workload, maxReplicas));
  const room = waitSeconds - rampSeconds(workload);
  if (last <= waitSeconds || room < 0) {
    return undefined;
  }
  const rounds = Math.floor(room / taskSeconds) + 1;
  const workers = Math.ceil(burstTasks / rounds / concurrency);
  const code = 'burst-exceeds-wait';
  const params = { lastStartSeconds: last };
  if (workers <= WORKLOAD_LIMITS.maxWorkers.max) {
    const key = 'plan.warning.burst-exceeds-wait.workers';
    return { code, key, field: 'maxWorkers', value: workers, params };
  }
  if (last <= WORKLOAD_LIMITS.waitSeconds.max) {
    const key = 'plan.warning.burst-exceeds-wait.wait';
    return { code, key, field: 'waitSeconds', value: last, params };
  }
  return {
    code,
    key: 'plan.warning.burst-exceeds-wait.tasks',
    field: 'burstTasks',
    value: rounds * concurrency * maxReplicas,
    params,
  };
}

function overload(
  { maxReplicas }: ScalingNumbers,
  workload: Workload,
): Finding | undefined {
  const busyWorkers = steadyWorkers(workload);
  if (busyWorkers <= FULL * maxReplicas) {
    return undefined;
  }
  const code = 'overload';
  const params = { busyWorkers };
  const workers = Math.ceil(busyWorkers / FULL);
  if (workers <= WORKLOAD_LIMITS.maxWorkers.max) {
    const key = 'plan.warning.overload.workers';
    return { code, key, field: 'maxWorkers', value: workers, params };
  }
  const bearable = (workload.tasksPerMinute * FULL * maxReplicas) / busyWorkers;
  return {
    code,
    key: 'plan.warning.overload.tasks',
    field: 'tasksPerMinute',
    value: Math.floor(bearable * 100) / 100,
    params,
  };
}

/** The longest task that fits, offered as a change unless the usual one is longer. */
function shorterTasks(
  { taskSeconds, longestTaskSeconds }: Workload,
  fits: (longest: number) => boolean,
): Pick<Finding, 'field' | 'value'> {
  let value = Math.floor(longestTaskSeconds);
  while (!fits(value)) {
    value--;
  }
  return value < taskSeconds
    ? { value }
    : { field: 'longestTaskSeconds', value };
}

function longGrace(
  { graceSeconds }: ScalingNumbers,
  workload: Workload,
): Finding | undefined {
  return graceSeconds <= DRAIN_LIMIT
    ? undefined
    : {
        code: 'long-grace',
        key: 'plan.warning.long-grace',
        ...shorterTasks(
          workload,
          longest => graceSecondsFor(longest) <= DRAIN_LIMIT,
        ),
      };
}

function slowRecovery(
  { visibilityTimeoutSeconds }: ScalingNumbers,
  workload: Workload,
): Finding | undefined {
  if (visibilityTimeoutSeconds <= SLOW_RECOVERY) {
    return undefined;
  }
  const code = 'slow-recovery';
  const { delayedTasks, longestDelaySeconds } = workload;
  if (!delayedTasks) {
    return {
      code,
      key: 'plan.warning.slow-recovery.tasks',
      ...shorterTasks(
        workload,
        longestTaskSeconds =>
          visibilitySecondsFor({ ...workload, longestTaskSeconds }) <=
          SLOW_RECOVERY,
      ),
    };
  }
  const key = 'plan.warning.slow-recovery.delay';
  const room = SLOW_RECOVERY - visibilityTimeoutSeconds + longestDelaySeconds;
  return room > 0
    ? { code, key, field: 'longestDelaySeconds', value: room }
    : { code, key, field: 'delayedTasks', value: false, params: { value: 0 } };
}

function tinyTasks(
  _numbers: ScalingNumbers,
  { taskSeconds, longestTaskSeconds }: Workload,
): Finding | undefined {
  return taskSeconds >= TINY_TASK
    ? undefined
    : {
        code: 'tiny-tasks',
        key: 'plan.warning.tiny-tasks',
        value: TINY_TASK,
        ...(longestTaskSeconds < TINY_TASK ? {} : { field: 'taskSeconds' }),
      };
}

function delayedTasksHoldWorkers(
  _numbers: ScalingNumbers,
  { delayedTasks }: Workload,
): Finding | undefined {
  return delayedTasks
    ? {
        code: 'delayed-tasks-hold-workers',
        key: 'plan.warning.delayed-tasks-hold-workers',
        field: 'delayedTasks',
        value: false,
      }
    : undefined;
}

const CHECKS: readonly Check[] = [
  overload,
  burstExceedsWait,
  waitBelowRamp,
  keepsOneWorker,
  longGrace,
  slowRecovery,
  tinyTasks,
  delayedTasksHoldWorkers,
];

/** What a plan cannot give, and what would. */
export function planWarnings(
  numbers: ScalingNumbers,
  workload: Workload,
): readonly PlanWarning[] {
  return CHECKS.flatMap(check => {
    const finding = check(numbers, workload);
    return finding ? [worded(finding, numbers, workload)] : [];
  });
}

function worded(
  { code, key, field, value, params: more }: Finding,
  numbers: ScalingNumbers,
  workload: Workload,
): PlanWarning {
  const params = {
    waitSeconds: workload.waitSeconds,
    burstTasks: workload.burstTasks,
    taskSeconds: workload.taskSeconds,
    tasksPerMinute: workload.tasksPerMinute,
    maxReplicas: numbers.maxReplicas,
    graceSeconds: numbers.graceSeconds,
    visibilityTimeoutSeconds: numbers.visibilityTimeoutSeconds,
    ...(typeof value === 'number' ? { value } : {}),
    ...more,
  };
  return {
    code,
    key,
    params,
    text: planText(key, params),
    ...(field === undefined || value === undefined
      ? {}
      : { change: { field, value } }),
  };
}
