import {
  planScaling,
  simulate,
} from '@celery-keda/backstage-plugin-celery-common';
import { FleetFigures, MeasuredFleet } from './measure';
import { FleetWorkload } from './workloads';

/** What the model makes of a workload under the conditions that were measured. */
export function predictFleet(
  { workload, killedAt }: FleetWorkload,
  { coldStartSeconds, phases }: MeasuredFleet,
): FleetFigures {
  const { totals } = simulate(
    planScaling(workload),
    { ...workload, coldStartSeconds },
    {
      arrivals: Array.from({ length: workload.burstTasks }, () => ({
        at: 0,
        seconds: workload.taskSeconds,
      })),
      phases,
      crashes: killedAt === undefined ? [] : [{ at: killedAt, pods: Infinity }],
    },
  );
  return {
    done: totals.finished,
    makespanSeconds: totals.makespanSeconds ?? Infinity,
    workerSeconds: totals.workerSeconds,
    pods: totals.workerStarts,
  };
}
