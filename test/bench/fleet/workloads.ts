import { WorkloadInput } from '@celery-keda/backstage-plugin-celery-common';

/** A burst that real workers and simulated ones run. */
export interface FleetWorkload {
  name: string;
  /** What the service's workers are planned for. */
  workload: WorkloadInput & { taskSeconds: number; burstTasks: number };
  /** When all workers are killed without a warning, seconds after the burst. */
  killedAt?: number;
}

const POD = { concurrency: 2, maxWorkers: 20, coldStartSeconds: 8 };

export const FLEET_WORKLOADS: readonly FleetWorkload[] = [
  {
    name: '100 x 10 s at once',
    workload: { ...POD, taskSeconds: 10, burstTasks: 100 },
  },
  {
    name: '200 x 20 s at once, all pods killed at 70 s',
    workload: { ...POD, taskSeconds: 20, burstTasks: 200 },
    killedAt: 70,
  },
];
