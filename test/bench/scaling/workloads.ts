import {
  arrivalsOf,
  SimulationOptions,
  TaskArrival,
  WorkloadInput,
} from '@celery-keda/backstage-plugin-celery-common';

/** A load to be scaled, and what is known of it beforehand. */
export interface BenchWorkload {
  name: string;
  kind: 'burst' | 'steady' | 'crash' | 'delayed';
  workload: WorkloadInput;
  arrivals(seed: number): readonly TaskArrival[];
  options: SimulationOptions & { seconds: number };
  /** How many times it is run, each with other phases. */
  runs: number;
}

/** What all of them share: no worker is kept, at most 20 of 2 slots each. */
export const POD = {
  concurrency: 2,
  maxWorkers: 20,
  coldStartSeconds: 8,
  waitSeconds: 60,
};

const HOUR = 3600;
const DAY = 24 * HOUR;
const RUNS = 41;
/** Thins a stream evenly: its multiples fall nowhere twice. */
const GOLDEN = 0.6180339887498949;

function burst(tasks: number, seconds: number, at = 0): TaskArrival[] {
  return Array.from({ length: tasks }, () => ({ at, seconds }));
}

function stream(workload: WorkloadInput, seconds: number, seed: number) {
  return arrivalsOf(workload, {
    seed,
    seconds,
    burstAt: 0,
    taskTimes: 'spread',
  });
}

const POISSON = { taskSeconds: 6, burstTasks: 0, tasksPerMinute: 60 };
const WAVE = { taskSeconds: 10, longestTaskSeconds: 10, burstTasks: 0 };

export const WORKLOADS: readonly BenchWorkload[] = [
  {
    name: '100 x 10 s at once',
    kind: 'burst',
    workload: { taskSeconds: 10, burstTasks: 100 },
    arrivals: () => burst(100, 10),
    options: { seconds: HOUR },
    runs: RUNS,
  },
  {
    name: '1,000 x 2 s at once',
    kind: 'burst',
    workload: { taskSeconds: 2, burstTasks: 1000 },
    arrivals: () => burst(1000, 2),
    options: { seconds: HOUR },
    runs: RUNS,
  },
  {
    name: '50 x 300 s at once',
    kind: 'burst',
    workload: { taskSeconds: 300, burstTasks: 50 },
    arrivals: () => burst(50, 300),
    options: { seconds: 2 * HOUR },
    runs: RUNS,
  },
  {
    name: '200 x 5 s every 10 min',
    kind: 'burst',
    workload: { taskSeconds: 5, burstTasks: 200 },
    arrivals: () => [0, 1, 2, 3, 4, 5].flatMap(i => burst(200, 5, i * 600)),
    options: { seconds: 2 * HOUR },
    runs: RUNS,
  },
  {
    name: '100 x 10 s at once, 30 % in a lower priority',
    kind: 'burst',
    workload: { taskSeconds: 10, burstTasks: 100 },
    arrivals: () =>
      burst(100, 10).map((task, i) => ({ ...task, step: i % 10 < 3 ? 1 : 0 })),
    options: { seconds: HOUR, prioritySteps: 2 },
    runs: RUNS,
  },
  {
    name: '1 a second of 6 s (lognormal), 30 min',
    kind: 'steady',
    workload: POISSON,
    arrivals: seed => stream(POISSON, 1800, seed),
    options: { seconds: 2 * HOUR },
    runs: RUNS,
  },
  {
    name: '0 to 2 a second of 10 s, a day',
    kind: 'steady',
    workload: { ...WAVE, tasksPerMinute: 60 },
    arrivals: seed =>
      stream({ ...WAVE, tasksPerMinute: 120 }, DAY, seed).filter(
        ({ at }, i) =>
          (i * GOLDEN) % 1 < (1 - Math.cos((2 * Math.PI * at) / DAY)) / 2,
      ),
    options: { seconds: DAY + HOUR },
    runs: 3,
  },
  {
    name: 'one 60 s task every 5 min',
    kind: 'steady',
    workload: { taskSeconds: 60, burstTasks: 0, tasksPerMinute: 0.2 },
    arrivals: () =>
      Array.from({ length: 24 }, (_, i) => i).flatMap(i =>
        burst(1, 60, i * 300),
      ),
    options: { seconds: 3 * HOUR },
    runs: RUNS,
  },
  {
    name: '200 x 20 s at once, all pods killed at 70 s',
    kind: 'crash',
    workload: { taskSeconds: 20, burstTasks: 200 },
    arrivals: () => burst(200, 20),
    options: { seconds: HOUR, crashes: [{ at: 70, pods: 1000 }] },
    runs: RUNS,
  },
  {
    name: '40 x 5 s with a countdown of 600 s',
    kind: 'delayed',
    workload: {
      taskSeconds: 5,
      burstTasks: 40,
      delayedTasks: true,
      longestDelaySeconds: 600,
    },
    arrivals: () => burst(40, 5).map(task => ({ ...task, delaySeconds: 600 })),
    options: { seconds: 2 * HOUR },
    runs: RUNS,
  },
];
