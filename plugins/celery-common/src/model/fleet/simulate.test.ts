import fc from 'fast-check';
import { planScaling } from '../../plan/planScaling';
import { usualRecipe } from '../../plan/usualRecipe';
import type { WorkloadInput } from '../../plan/workload';
import { clairvoyant } from './clairvoyant';
import { simulate } from './simulate';
import type { Simulation, SimulationOptions } from './simulation';
import type { TaskArrival } from './task';

const POD = { concurrency: 2, maxWorkers: 20, coldStartSeconds: 8 };

function burst(tasks: number, seconds: number, at = 0): TaskArrival[] {
  return Array.from({ length: tasks }, () => ({ at, seconds }));
}

function writes({ decisions }: Simulation): string {
  return decisions
    .map(({ decision: { to, at, by } }) => `${to}@${Math.round(at)}${by[0]}`)
    .join(' ');
}

function run(
  workload: WorkloadInput,
  options: SimulationOptions = {},
): Simulation {
  const full = { ...POD, ...workload };
  return simulate(planScaling(full), full, options);
}

describe('a burst', () => {
  const options = {
    taskTimes: 'usual',
    phases: { poll: 5, hpa: 10 },
    seconds: 7200,
  } as const;

  it('is done by as many workers as it fills, which stop when they are idle', () => {
    const simulation = run(
      { taskSeconds: 45, longestTaskSeconds: 45 },
      options,
    );
    expect(writes(simulation)).toBe('1@5k 20@10h 10@115h 1@160h 0@175k');
    expect(simulation.totals).toMatchObject({
      tasks: 100,
      finished: 100,
      makespanSeconds: 153,
      workerStarts: 20,
      flaps: 0,
      killed: 0,
      stranded: 0,
      lost: 0,
    });
  });

  it('under the usual recipe takes longer, and loses long tasks', () => {
    const recipe = (taskSeconds: number) => {
      const workload = { ...POD, taskSeconds, longestTaskSeconds: taskSeconds };
      return simulate(usualRecipe(workload), workload, options);
    };
    const short = recipe(10);
    expect(writes(short)).toBe('1@5k 4@10h 8@25h 16@40h 20@55h 0@95k');
    expect(short.totals).toMatchObject({ finished: 100, makespanSeconds: 73 });
    // Measured under a real control plane with real workers: the same numbers.
    expect(recipe(90).totals).toMatchObject({
      finished: 88,
      killed: 12,
      stranded: 12,
      lost: 0,
    });
  });

  it('keeps one worker for its stranded tasks and runs them again', () => {
    const { totals } = run(
      { taskSeconds: 20, longestTaskSeconds: 60, burstTasks: 200 },
      { ...options, crashes: [{ at: 70, pods: 100 }] },
    );
    const visibility = planScaling({ longestTaskSeconds: 60 });
    expect(totals).toMatchObject({ finished: 200, killed: 40, rerun: 40 });
    expect(totals.makespanSeconds).toBeLessThanOrEqual(
      70 + visibility.visibilityTimeoutSeconds + 30,
    );
  });

  it('waits for nodes that have to be started', () => {
    const nodes = { ready: 2, workersPerNode: 5, startSeconds: 120 };
    const { samples, totals } = run({ taskSeconds: 60 }, { ...options, nodes });
    const workersAt = (seconds: number) =>
      samples.filter(sample => sample.seconds <= seconds).pop()?.workers;
    expect(workersAt(60)).toBe(10);
    expect(workersAt(145)).toBe(20);
    expect(totals.finished).toBe(100);
  });

  it('serves the first priority step first', () => {
    const arrivals = [...burst(40, 10), ...burst(40, 10)].map((task, i) => ({
      ...task,
      step: i < 40 ? 1 : 0,
    }));
    const { samples } = run(
      { maxWorkers: 1 },
      { ...options, arrivals, prioritySteps: 2, sampleSeconds: 1 },
    );
    expect(samples[30].waiting).toBe(76);
    expect(samples[samples.length - 1].waiting).toBe(0);
  });
});

describe('tasks that are not due', () => {
  const workload = {
    ...POD,
    taskSeconds: 5,
    burstTasks: 40,
    delayedTasks: true,
    longestDelaySeconds: 600,
  };
  const arrivals = burst(40, 5).map(task => ({ ...task, delaySeconds: 600 }));
  const options = { arrivals, seconds: 7200, phases: { poll: 1, hpa: 9 } };
  const ideal = clairvoyant(arrivals, POD);

  it('are held by one worker, and spread when they are due', () => {
    const { totals, samples } = simulate(
      planScaling(workload),
      workload,
      options,
    );
    const held = samples.filter(
      ({ seconds }) => seconds > 120 && seconds < 600,
    );
    expect(new Set(held.map(({ workers }) => workers))).toEqual(new Set([1]));
    expect(totals).toMatchObject({ finished: 40, endedTwice: 0, lost: 0 });
    const oneAfterTheOther = (40 / POD.concurrency) * 5;
    expect(totals.turnaround.p95).toBeLessThan(oneAfterTheOther / 2);
    expect(totals.workerSeconds).toBeLessThan(4 * ideal.workerSeconds);
  });

  it('would hold a worker for every two if they counted as running', () => {
    const plan = {
      ...planScaling(workload),
      strategy: 'waiting-and-running' as const,
    };
    const { totals } = simulate(plan, workload, options);
    expect(totals.workerSeconds).toBeGreaterThan(40 * ideal.workerSeconds);
  });
});

describe('anything', () => {
  const workloads = fc.record({
    taskSeconds: fc.integer({ min: 1, max: 120 }),
    longestTaskSeconds: fc.integer({ min: 120, max: 600 }),
    concurrency: fc.integer({ min: 1, max: 4 }),
    waitSeconds: fc.integer({ min: 0, max: 300 }),
    burstTasks: fc.integer({ min: 0, max: 150 }),
    tasksPerMinute: fc.integer({ min: 0, max: 30 }),
    maxWorkers: fc.integer({ min: 1, max: 12 }),
    coldStartSeconds: fc.integer({ min: 0, max: 60 }),
    delayedTasks: fc.boolean(),
    longestDelaySeconds: fc.integer({ min: 1, max: 300 }),
  });
  const crashes = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 900 }),
      pods: fc.integer({ min: 1, max: 12 }),
    }),
    { maxLength: 3 },
  );
  const seeds = fc.integer({ min: 0, max: 1_000_000 });

  it('stays between minimum and maximum, and keeps every task', () => {
    fc.assert(
      fc.property(workloads, crashes, seeds, (workload, killed, seed) => {
        for (const plan of [planScaling(workload), usualRecipe(workload)]) {
          const { samples, decisions, totals } = simulate(plan, workload, {
            seed,
            crashes: killed,
            seconds: 900,
          });
          const replicas = [
            ...samples.map(({ wanted }) => wanted),
            ...decisions.map(({ decision }) => decision.to),
          ];
          expect(Math.min(...replicas)).toBeGreaterThanOrEqual(
            plan.minReplicas,
          );
          expect(Math.max(...replicas)).toBeLessThanOrEqual(plan.maxReplicas);
          expect(totals.lost).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('finishes all that was planned for, and strands nothing', () => {
    fc.assert(
      fc.property(workloads, crashes, seeds, (workload, killed, seed) => {
        const load = { ...workload, tasksPerMinute: 0 };
        const { totals } = simulate(planScaling(load), load, {
          seed,
          crashes: killed,
          seconds: 86_400,
        });
        expect(totals.finished).toBe(totals.tasks);
        expect(totals.stranded).toBe(0);
        expect(totals.timedOut).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('runs no task twice and kills none while no pod is killed', () => {
    fc.assert(
      fc.property(workloads, seeds, (workload, seed) => {
        const load = { ...workload, tasksPerMinute: 0 };
        const { totals } = simulate(planScaling(load), load, {
          seed,
          seconds: 86_400,
        });
        expect(totals).toMatchObject({ killed: 0, rerun: 0, endedTwice: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('comes out the same for the same seed', () => {
    fc.assert(
      fc.property(workloads, seeds, (workload, seed) => {
        const plan = planScaling(workload);
        const once = simulate(plan, workload, { seed, seconds: 600 });
        expect(simulate(plan, workload, { seed, seconds: 600 })).toEqual(once);
      }),
      { numRuns: 20 },
    );
  });

  it('takes no longer with more workers than one more start', () => {
    fc.assert(
      fc.property(workloads, seeds, (workload, seed) => {
        const load = {
          ...workload,
          tasksPerMinute: 0,
          burstTasks: workload.burstTasks + 1,
          delayedTasks: false,
        };
        const makespan = (maxWorkers: number) => {
          const more = { ...load, maxWorkers };
          return (
            simulate(planScaling(more), more, {
              seed,
              taskTimes: 'usual',
              phases: { poll: 1, hpa: 8 },
              seconds: 86_400,
            }).totals.makespanSeconds ?? 0
          );
        };
        expect(makespan(workload.maxWorkers + 1)).toBeLessThanOrEqual(
          makespan(workload.maxWorkers) + load.coldStartSeconds + 1,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('ends within its bounds, and says when it left something out', () => {
    const workload = { tasksPerMinute: 1_000_000, burstTasks: 1_000_000 };
    const simulation = simulate(planScaling(workload), workload, {
      seconds: 60,
    });
    expect(simulation.complete).toBe(false);
    expect(simulation.totals.tasks).toBe(200_000);
    expect(run({}, { seconds: 1e12, untilIdle: false }).seconds).toBe(
      7 * 86_400,
    );
  });
});
