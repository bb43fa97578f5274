import { planScaling } from './planScaling';
import type { ScalingPlan } from './plan';
import { usualRecipe } from './usualRecipe';
import { WORKLOAD_LIMITS, WorkloadInput, workloadSchema } from './workload';

function problemsOf(input: object): string[] {
  const result = workloadSchema.safeParse(input);
  return result.success
    ? []
    : result.error.issues.map(
        ({ path, message }) => `${path.join('.')}: ${message}`,
      );
}

function codes({ warnings }: ScalingPlan): string[] {
  return warnings.map(({ code }) => code);
}

describe('workloadSchema', () => {
  it('has a default for every field', () => {
    expect(workloadSchema.parse({})).toEqual({
      taskSeconds: 10,
      longestTaskSeconds: 60,
      concurrency: 2,
      waitSeconds: 60,
      burstTasks: 100,
      tasksPerMinute: 0,
      maxWorkers: 20,
      coldStartSeconds: 10,
      delayedTasks: false,
      longestDelaySeconds: 600,
    });
  });

  it('takes twice the usual time for the longest task when it is not given', () => {
    expect(workloadSchema.parse({ taskSeconds: 300 })).toMatchObject({
      longestTaskSeconds: 600,
    });
  });

  it.each(Object.entries(WORKLOAD_LIMITS))(
    'refuses a %s that is no number, not finite or out of range',
    (field, { min, max, whole }) => {
      const allowed = `${
        whole ? 'a whole number' : 'a number'
      } from ${min} to ${max}`;
      for (const [value, shown] of [
        [min - 1, String(min - 1)],
        [max * 10, String(max * 10)],
        [Infinity, 'Infinity'],
        [NaN, 'NaN'],
        ['5', '"5"'],
        [null, 'null'],
      ] as const) {
        expect(problemsOf({ [field]: value })).toContain(
          `${field}: ${field} is ${shown}: give ${allowed}.`,
        );
      }
    },
  );

  it('refuses a longest task that is shorter than the usual one', () => {
    expect(problemsOf({ taskSeconds: 90, longestTaskSeconds: 60 })).toEqual([
      'longestTaskSeconds: longestTaskSeconds is 60, less than taskSeconds, which is 90: give at least 90.',
    ]);
  });

  it('refuses what is neither true nor false', () => {
    expect(problemsOf({ delayedTasks: 'yes' })).toEqual([
      'delayedTasks: delayedTasks is "yes": give true or false.',
    ]);
  });
});

describe('planScaling', () => {
  it('counts waiting and running tasks, as many per worker as it runs', () => {
    expect(planScaling({ concurrency: 4, maxWorkers: 7 })).toMatchObject({
      strategy: 'waiting-and-running',
      concurrency: 4,
      target: 4,
      minReplicas: 0,
      maxReplicas: 7,
      scaleUpPods: 7,
      scaleDownWindowSeconds: 0,
      behavior: true,
    });
  });

  it('lets a stopping worker finish and no task run twice', () => {
    const plan = planScaling({ taskSeconds: 30, longestTaskSeconds: 120 });
    expect(plan.softTimeLimitSeconds).toBe(150);
    expect(plan.hardTimeLimitSeconds).toBe(165);
    expect(plan.graceSeconds).toBe(195);
    expect(plan.visibilityTimeoutSeconds).toBe(330);
    expect(plan.reasons.graceSeconds.text).toBe(
      'A stopping worker finishes its tasks: their hard limit of 165 s and 30 s to say goodbye to the broker.',
    );
  });

  it('counts of running tasks only those that workers report, when others are delayed', () => {
    const plan = planScaling({ delayedTasks: true, longestDelaySeconds: 900 });
    expect(plan).toMatchObject({
      strategy: 'running-set',
      scaleUpPods: 5,
      visibilityTimeoutSeconds: 2 * 85 + 900,
    });
    expect(codes(plan)).toEqual(['delayed-tasks-hold-workers']);
  });

  it('keeps one worker when a start takes longer than a task may wait', () => {
    const plan = planScaling({ waitSeconds: 10, burstTasks: 0 });
    expect(plan.minReplicas).toBe(1);
    expect(plan.warnings).toEqual([
      expect.objectContaining({
        code: 'keeps-one-worker',
        change: { field: 'waitSeconds', value: 12 },
        text: 'One worker is kept for ever, 730 worker hours a month: allow 12 s of waiting, and none is.',
      }),
    ]);
  });

  it('starts fewer workers for tasks far shorter than a start', () => {
    expect(planScaling({ taskSeconds: 1, longestTaskSeconds: 2 }).target).toBe(
      10,
    );
    expect(
      planScaling({
        taskSeconds: 1,
        longestTaskSeconds: 2,
        tasksPerMinute: 60,
      }).target,
    ).toBe(2);
  });

  it('looks often when a burst is soon over, and stops after four looks', () => {
    expect(planScaling()).toMatchObject({
      pollingSeconds: 2,
      cooldownSeconds: 8,
    });
    expect(planScaling({ taskSeconds: 300 })).toMatchObject({
      pollingSeconds: 5,
      cooldownSeconds: 20,
    });
  });

  it('keeps a worker through the usual pauses of a stream, unless they are long', () => {
    const stream = (tasksPerMinute: number) =>
      planScaling({ tasksPerMinute, burstTasks: 0 }).cooldownSeconds;
    expect(stream(60)).toBe(8);
    expect(stream(9)).toBe(20);
    expect(stream(1)).toBe(8);
  });

  it('stops workers more calmly when asked to', () => {
    expect(planScaling({}, { calm: true }).scaleDownWindowSeconds).toBe(60);
  });

  it('waits before it stops workers of a steady stream', () => {
    expect(planScaling({ tasksPerMinute: 30 }).scaleDownWindowSeconds).toBe(30);
  });

  it.each<[string, WorkloadInput]>([
    ['overload', { tasksPerMinute: 300, burstTasks: 0 }],
    ['overload', { tasksPerMinute: 30_000, taskSeconds: 60, burstTasks: 0 }],
    ['burst-exceeds-wait', { burstTasks: 1000 }],
    ['burst-exceeds-wait', { burstTasks: 1_000_000 }],
    ['wait-below-ramp', { waitSeconds: 20 }],
    ['keeps-one-worker', { waitSeconds: 5 }],
    ['long-grace', { longestTaskSeconds: 900 }],
    ['slow-recovery', { longestTaskSeconds: 3600 }],
    ['slow-recovery', { delayedTasks: true, longestDelaySeconds: 7200 }],
    ['tiny-tasks', { taskSeconds: 0.02, longestTaskSeconds: 1 }],
    ['delayed-tasks-hold-workers', { delayedTasks: true }],
  ])('warns of %s with the change that removes it', (code, workload) => {
    const warning = planScaling(workload).warnings.find(w => w.code === code);
    expect(warning).toBeDefined();
    const { field, value } = warning!.change!;
    const changed = planScaling({ ...workload, [field]: value });
    expect(codes(changed)).not.toContain(code);
  });

  it('offers no change that would contradict another answer', () => {
    const [warning] = planScaling({
      taskSeconds: 1000,
      burstTasks: 0,
    }).warnings;
    expect(warning).toMatchObject({ code: 'long-grace' });
    expect(warning.change).toBeUndefined();
  });

  it('has a finished sentence for every number', () => {
    for (const plan of [
      planScaling(),
      planScaling({ delayedTasks: true, waitSeconds: 0 }),
      usualRecipe(),
    ]) {
      const { reasons, warnings, ...numbers } = plan;
      expect(Object.keys(reasons).sort()).toEqual(Object.keys(numbers).sort());
      for (const { text } of [...Object.values(reasons), ...warnings]) {
        expect(text).toMatch(/^[^{}]+\.$/);
        expect(text).not.toMatch(/NaN|undefined/);
      }
    }
  });

  it('is plain JSON', () => {
    const plan = planScaling({ waitSeconds: 0 });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe('usualRecipe', () => {
  it('is what the recipe says', () => {
    expect(usualRecipe({ maxWorkers: 20 })).toMatchObject({
      strategy: 'waiting-only',
      target: 5,
      minReplicas: 0,
      maxReplicas: 20,
      pollingSeconds: 5,
      cooldownSeconds: 30,
      behavior: false,
      graceSeconds: 30,
      hardTimeLimitSeconds: null,
      visibilityTimeoutSeconds: 3600,
    });
  });
});
