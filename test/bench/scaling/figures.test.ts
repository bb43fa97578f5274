import { planScaling } from '@celery-keda/backstage-plugin-celery-common';
import { figureOf } from './figures';
import { POD, WORKLOADS } from './workloads';

const ofKind = (kind: string) =>
  WORKLOADS.filter(workload => workload.kind === kind).map(
    workload => [workload.name, workload] as const,
  );

/** What no plan may ever do, whatever happens. */
const NOTHING_LOST = { stranded: 0, lost: 0, unfinished: 0 };

describe('the plan against a clairvoyant scheduler', () => {
  it.each(ofKind('burst'))('%s: within 1.3 times of it', (_name, workload) => {
    const plan = figureOf(workload, 'plan');
    expect(plan).toMatchObject({ ...NOTHING_LOST, killed: 0 });
    expect(plan.turnaround).toBeLessThanOrEqual(1.3);
    expect(plan.workerSeconds).toBeLessThanOrEqual(1.3);
  });

  it.each(ofKind('steady'))(
    '%s: within 1.25 times, for 1.5 times the worker seconds',
    (_name, workload) => {
      const runs = Math.min(
        workload.runs,
        workload.options.seconds > 10_000 ? 1 : 9,
      );
      const plan = figureOf({ ...workload, runs }, 'plan');
      expect(plan).toMatchObject({ ...NOTHING_LOST, killed: 0 });
      expect(plan.turnaround).toBeLessThanOrEqual(1.25);
      expect(plan.workerSeconds).toBeLessThanOrEqual(1.5);
    },
  );

  it.each(ofKind('crash'))(
    '%s: all is finished soon after',
    (_name, workload) => {
      const plan = figureOf(workload, 'plan');
      const recipe = figureOf(workload, 'usual recipe');
      const { visibilityTimeoutSeconds } = planScaling({
        ...POD,
        ...workload.workload,
      });
      expect(plan).toMatchObject(NOTHING_LOST);
      expect(plan.makespanSeconds).toBeLessThanOrEqual(
        70 + visibilityTimeoutSeconds + 30,
      );
      expect(recipe.stranded).toBeGreaterThan(0);
    },
  );

  it.each(ofKind('delayed'))(
    '%s: at most 4 times the worker seconds',
    (_name, workload) => {
      const plan = figureOf(workload, 'plan');
      expect(plan).toMatchObject({ ...NOTHING_LOST, killed: 0 });
      expect(plan.workerSeconds).toBeLessThanOrEqual(4);
    },
  );
});
