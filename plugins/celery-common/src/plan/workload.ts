import { z } from 'zod';

/**
 * What a field of a {@link Workload} may hold.
 *
 * @public
 */
export interface WorkloadLimit {
  min: number;
  max: number;
  whole: boolean;
}

/**
 * What each number of a {@link Workload} may be.
 *
 * @public
 */
export const WORKLOAD_LIMITS = {
  taskSeconds: { min: 0.01, max: 86_400, whole: false },
  longestTaskSeconds: { min: 0.01, max: 86_400, whole: false },
  concurrency: { min: 1, max: 64, whole: true },
  waitSeconds: { min: 0, max: 86_400, whole: false },
  burstTasks: { min: 0, max: 1_000_000, whole: true },
  tasksPerMinute: { min: 0, max: 1_000_000, whole: false },
  maxWorkers: { min: 1, max: 1_000, whole: true },
  coldStartSeconds: { min: 0, max: 3_600, whole: false },
  longestDelaySeconds: { min: 1, max: 604_800, whole: true },
} as const satisfies Record<string, WorkloadLimit>;

/** Shortest default for the longest task, seconds. */
const LONGEST_TASK_AT_LEAST = 60;

function numberField(field: keyof typeof WORKLOAD_LIMITS) {
  const limit: WorkloadLimit = WORKLOAD_LIMITS[field];
  const { min, max, whole } = limit;
  const allowed = `${
    whole ? 'a whole number' : 'a number'
  } from ${min} to ${max}`;
  const error = ({ input }: { input?: unknown }) =>
    `${field} is ${shown(input)}: give ${allowed}.`;
  const number = z.number({ error }).min(min, { error }).max(max, { error });
  return whole ? number.int({ error }) : number;
}

function shown(input: unknown): string {
  return typeof input === 'number'
    ? String(input)
    : JSON.stringify(input) ?? 'missing';
}

/**
 * What a developer knows about a queue's work. Every field has a default; a
 * field that is wrong is refused with its name, its value and what is allowed.
 *
 * @public
 */
export const workloadSchema = z
  .object({
    /** How long a task takes on average, seconds. */
    taskSeconds: numberField('taskSeconds').default(10),
    /** How long a task takes at worst, seconds; default 60, or twice `taskSeconds`. */
    longestTaskSeconds: numberField('longestTaskSeconds').optional(),
    /** Tasks that one worker runs at a time. */
    concurrency: numberField('concurrency').default(2),
    /** How long a task may wait before it starts, seconds. */
    waitSeconds: numberField('waitSeconds').default(60),
    /** Tasks that arrive at once in a burst. */
    burstTasks: numberField('burstTasks').default(100),
    /** Tasks that arrive steadily. */
    tasksPerMinute: numberField('tasksPerMinute').default(0),
    /** Workers that everything behind them can bear. */
    maxWorkers: numberField('maxWorkers').default(20),
    /** From asking for a worker to its first task, seconds. */
    coldStartSeconds: numberField('coldStartSeconds').default(10),
    /** Whether tasks use a countdown, an ETA or retries that wait long. */
    delayedTasks: z
      .boolean({
        error: ({ input }) =>
          `delayedTasks is ${shown(input)}: give true or false.`,
      })
      .default(false),
    /** The longest countdown, ETA or wait for a retry, seconds; read with `delayedTasks` only. */
    longestDelaySeconds: numberField('longestDelaySeconds').default(600),
  })
  .transform(({ longestTaskSeconds, ...workload }, context) => {
    const { taskSeconds } = workload;
    const longest =
      longestTaskSeconds ??
      Math.min(
        Math.max(LONGEST_TASK_AT_LEAST, 2 * taskSeconds),
        WORKLOAD_LIMITS.longestTaskSeconds.max,
      );
    if (longest < taskSeconds) {
      context.addIssue({
        code: 'custom',
        path: ['longestTaskSeconds'],
        message: `longestTaskSeconds is ${longest}, less than taskSeconds, which is ${taskSeconds}: give at least ${taskSeconds}.`,
      });
    }
    return { ...workload, longestTaskSeconds: longest };
  });

/** {@inheritDoc workloadSchema} @public */
export type Workload = z.infer<typeof workloadSchema>;

/** What may be left out of a {@link Workload}: all. @public */
export type WorkloadInput = z.input<typeof workloadSchema>;
