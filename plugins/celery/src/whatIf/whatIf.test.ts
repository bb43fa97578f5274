import {
  planScaling,
  scaledObjectOf,
  WorkerGroup,
} from '@celery-keda/backstage-plugin-celery-common';
import { queueStatus } from '../__testUtils__/service';
import { livePlanOf, targetOf } from './livePlan';
import { loadOf } from './load';
import { isTooMuch, simulateNow } from './simulateNow';

const TASKS = { taskSeconds: 10, concurrency: 2 };
const KEYS = { waiting: ['orders'], unacked: 'unacked', running: 'running' };

function groupOf(spec: NonNullable<WorkerGroup['scaledObject']>['spec']) {
  return {
    queue: 'orders',
    key: 'orders',
    replicas: {
      current: 0,
      desired: 0,
      min: 0,
      max: spec?.maxReplicaCount ?? 100,
    },
    pods: [],
    watches: [],
    unknownKinds: {},
    scaledObject: { spec },
    deployment: {
      spec: { template: { spec: { terminationGracePeriodSeconds: 96 } } },
    },
  } satisfies WorkerGroup;
}

describe('livePlanOf', () => {
  it.each([false, true])(
    'reads what a plan was written as (delayed tasks: %s)',
    delayedTasks => {
      const plan = planScaling({
        delayedTasks,
        maxWorkers: 12,
        waitSeconds: 1,
      });
      const spec = scaledObjectOf(plan, KEYS) as Parameters<typeof groupOf>[0];
      expect(livePlanOf(groupOf(spec), TASKS)).toMatchObject({
        strategy: plan.strategy,
        target: plan.target,
        minReplicas: plan.minReplicas,
        maxReplicas: 12,
        pollingSeconds: plan.pollingSeconds,
        cooldownSeconds: plan.cooldownSeconds,
        behavior: true,
        scaleUpPods: plan.scaleUpPods,
        scaleDownWindowSeconds: plan.scaleDownWindowSeconds,
        graceSeconds: 96,
      });
    },
  );

  it('takes KEDA’s defaults where a ScaledObject says nothing', () => {
    const spec = {
      triggers: [
        { type: 'redis', metadata: { listName: 'orders', listLength: '5' } },
      ],
    };
    expect(livePlanOf(groupOf(spec), TASKS)).toMatchObject({
      strategy: 'waiting-only',
      target: 5,
      pollingSeconds: 30,
      cooldownSeconds: 300,
      behavior: false,
      scaleDownWindowSeconds: 300,
    });
  });

  it.each([
    ['no ScaledObject', undefined],
    ['no triggers', { triggers: null }],
    ['no list', { triggers: [{ type: 'cron', metadata: {} }] }],
    [
      'a length that is none',
      { triggers: [{ metadata: { listName: 'q', listLength: 'many' } }] },
    ],
  ])('knows nothing from %s', (_, spec) => {
    expect(targetOf(groupOf(spec))).toBeUndefined();
    expect(livePlanOf(groupOf(spec), TASKS)).toBeUndefined();
  });
});

describe('loadOf', () => {
  it('is the load of now', () => {
    const queue = queueStatus('orders', {
      length: 98,
      inFlight: 10,
      scheduled: 4,
      arrivalPerSecond: 0.5,
      drainPerSecond: 2,
    });
    expect(loadOf(queue, 2)).toEqual({
      backlog: 104,
      tasksPerMinute: 30,
      taskSeconds: 3,
      concurrency: 2,
    });
  });

  it('begins somewhere where nothing is known', () => {
    const queue = queueStatus('orders', { length: null, inFlight: null });
    expect(loadOf(queue, 0.4)).toEqual({
      backlog: 0,
      tasksPerMinute: 0,
      taskSeconds: 10,
      concurrency: 1,
    });
  });
});

describe('simulateNow', () => {
  const load = { ...TASKS, backlog: 100, tasksPerMinute: 0 };
  const plan = planScaling({ maxWorkers: 20 });

  it('tells what more workers would do', () => {
    const [few, many] = [5, 20].map(maxReplicas =>
      simulateNow({ ...plan, maxReplicas }, load),
    );
    expect(many.doneInSeconds).toBeLessThan(few.doneInSeconds!);
    expect(many.longestWaitSeconds).toBeLessThan(few.longestWaitSeconds!);
    expect([few.peakWorkers, many.peakWorkers]).toEqual([5, 20]);
    expect([many.killed, many.stranded]).toEqual([0, 0]);
    expect(many.points.length).toBeLessThanOrEqual(240);
  });

  it('does not call done what takes too long', () => {
    const run = simulateNow(
      { ...plan, maxReplicas: 1 },
      { ...load, backlog: 10_000 },
    );
    expect(run.doneInSeconds).toBeNull();
  });

  it('follows a load that goes on for an hour', () => {
    const run = simulateNow(plan, { ...load, tasksPerMinute: 30 });
    expect(run.seconds).toBe(3600);
    expect(run.doneInSeconds).toBeGreaterThan(0);
  });

  it('does not take on too much', () => {
    expect(isTooMuch(load)).toBe(false);
    expect(isTooMuch({ ...load, backlog: 20_001 })).toBe(true);
    expect(isTooMuch({ ...load, tasksPerMinute: 1000 })).toBe(true);
  });
});
