import {
  planScaling,
  usualRecipe,
  WorkloadInput,
  workloadSchema,
} from '@celery-keda/backstage-plugin-celery-common';
import { simulateLoad } from './simulateLoad';

function load(input: WorkloadInput, burstsADay = 24, plan = planScaling) {
  return simulateLoad(plan(input), workloadSchema.parse(input), burstsADay);
}

describe('simulateLoad', () => {
  it('follows a burst to its end', () => {
    const { burst } = load({});
    expect(burst).toMatchObject({ peakWorkers: 20, killed: 0, stranded: 0 });
    expect(burst?.samples[0]).toMatchObject({ seconds: 0, waiting: 100 });
    expect(burst?.samples.at(-1)).toMatchObject({ waiting: 0, running: 0 });
    expect(burst?.doneInSeconds).toBeGreaterThan(burst!.longestWaitSeconds!);
    expect(burst?.seconds).toBeGreaterThanOrEqual(burst!.doneInSeconds!);
  });

  it('makes a day of bursts, and what it costs', () => {
    const hourly = load({}, 24).day!;
    const daily = load({}, 1).day!;
    expect(hourly.workerHoursAMonth).toBeCloseTo(
      24 * daily.workerHoursAMonth,
      6,
    );
    expect(hourly.workerHoursAMonth).toBeLessThan(20 * 730);

    const times = hourly.samples.map(({ seconds }) => seconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(86_400);
    expect(
      hourly.samples.filter(({ waiting }) => waiting === 100).length,
    ).toBeGreaterThanOrEqual(24);
  });

  it('counts the worker that is kept', () => {
    const { day } = load({ waitSeconds: 0, burstTasks: 1 }, 1);
    expect(day?.workerHoursAMonth).toBeGreaterThanOrEqual(730);
    expect(day?.samples.at(-1)).toMatchObject({ workers: 1, waiting: 0 });
  });

  it('has a stream beside the bursts', () => {
    const stream = { tasksPerMinute: 30, taskSeconds: 5 };
    const often = load(stream, 24);
    const seldom = load(stream, 1);
    expect(often.burst?.doneInSeconds).toBeGreaterThan(0);
    expect(often.burst?.samples.at(-1)?.seconds).toBeGreaterThanOrEqual(590);
    expect(seldom.day!.workerHoursAMonth).toBeGreaterThan(0);
    expect(often.day!.workerHoursAMonth).toBeGreaterThan(
      seldom.day!.workerHoursAMonth,
    );
  });

  it('shows what the usual recipe kills and leaves behind', () => {
    const { burst, day } = load(
      { taskSeconds: 120, longestTaskSeconds: 300, burstTasks: 50 },
      24,
      usualRecipe,
    );
    expect(burst?.killed).toBeGreaterThan(0);
    expect(burst?.stranded).toBeGreaterThan(0);
    expect(burst?.doneInSeconds).toBeNull();
    expect(day).toBeUndefined();
  });

  it('makes no day of bursts that overlap', () => {
    const { burst, day } = load({ burstTasks: 20_000, maxWorkers: 10 });
    expect(burst?.doneInSeconds).toBeGreaterThan(3600);
    expect(day).toBeUndefined();
  });

  it.each([{ burstTasks: 1_000_000 }, { tasksPerMinute: 100_000 }])(
    'leaves out what would hold up typing: %j',
    input => {
      expect(load(input)).toEqual({});
    },
  );

  it('takes a workload without any task', () => {
    expect(load({ burstTasks: 0 }).burst).toMatchObject({
      longestWaitSeconds: null,
      killed: 0,
    });
  });
});
