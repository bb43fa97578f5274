import {
  planScaling,
  simulate,
} from '@celery-keda/backstage-plugin-celery-common';

const WORKLOAD = { burstTasks: 100, tasksPerMinute: 60 };
const WARM_UP = 200;
const RUNS = 51;

/** Milliseconds for one simulated hour: a burst of 100 and a task a second. */
function simulatedHourMs(): number {
  const plan = planScaling(WORKLOAD);
  const times = Array.from({ length: WARM_UP + RUNS }, (_, seed) => {
    const start = performance.now();
    simulate(plan, WORKLOAD, { seed, seconds: 3600, untilIdle: false });
    return performance.now() - start;
  });
  return times.slice(WARM_UP).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

process.stdout.write(`${simulatedHourMs()}\n`);
