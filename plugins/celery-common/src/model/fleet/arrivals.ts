import { Workload, WorkloadInput, workloadSchema } from '../../plan/workload';
import { Random } from './random';
import { Task, TaskArrival, taskOf } from './task';

/** Tasks that one simulation takes at most; the rest is left out. */
export const MAX_TASKS = 200_000;

/**
 * How a workload becomes tasks.
 *
 * @public
 */
export interface ArrivalOptions {
  seed: number;
  /** Until when tasks arrive, seconds. */
  seconds: number;
  /** When the burst comes, seconds. */
  burstAt: number;
  /** All tasks take the usual time, or they spread up to the longest. */
  taskTimes: 'usual' | 'spread';
}

/**
 * The tasks of a workload as {@link simulate} makes them, to be changed or
 * measured otherwise.
 *
 * @public
 */
export function arrivalsOf(
  workload: WorkloadInput,
  options: ArrivalOptions,
): TaskArrival[] {
  return tasksOf(workloadSchema.parse(workload), options).map(
    ({ publishedAt, dueAt, seconds, step }) => ({
      at: publishedAt,
      seconds,
      step,
      delaySeconds: dueAt - publishedAt,
    }),
  );
}

/**
 * The tasks of a workload by the time of their arrival: its burst once, and its
 * stream at random moments with the right mean. At most {@link MAX_TASKS}.
 */
export function tasksOf(
  workload: Workload,
  { seed, seconds, burstAt, taskTimes }: ArrivalOptions,
): Task[] {
  const random = new Random(seed);
  const duration =
    taskTimes === 'usual' ? usual(workload) : spread(workload, random);
  const delay = workload.delayedTasks ? workload.longestDelaySeconds : 0;
  const perSecond = workload.tasksPerMinute / 60;
  const tasks: Task[] = [];
  let burst = workload.burstTasks;
  let next = perSecond > 0 ? random.exponential() / perSecond : Infinity;
  while (tasks.length < MAX_TASKS) {
    const isBurst = burst > 0 && burstAt <= next;
    const at = isBurst ? burstAt : next;
    if (at >= seconds) {
      break;
    }
    tasks.push(taskOf(at, duration(), delay));
    if (isBurst) {
      burst--;
    } else {
      next += random.exponential() / perSecond;
    }
  }
  return tasks;
}

function usual({ taskSeconds }: Workload): () => number {
  return () => taskSeconds;
}

/** The share of tasks that are allowed to take the longest time. */
const AT_MOST_LONGEST = 3.09;

/**
 * Lognormal with the usual time as mean, so wide that one task in a thousand
 * would take longer than the longest; such a task takes the longest.
 */
function spread(
  { taskSeconds, longestTaskSeconds }: Workload,
  random: Random,
): () => number {
  const ratio = Math.log(longestTaskSeconds / taskSeconds);
  const sigma =
    AT_MOST_LONGEST - Math.sqrt(Math.max(AT_MOST_LONGEST ** 2 - 2 * ratio, 0));
  const mu = Math.log(taskSeconds) - sigma ** 2 / 2;
  return () =>
    Math.min(Math.exp(mu + sigma * random.normal()), longestTaskSeconds);
}
