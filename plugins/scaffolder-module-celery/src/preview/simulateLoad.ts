import {
  ScalingNumbers,
  simulate,
  Simulation,
  SimulationSample,
  Workload,
} from '@celery-keda/backstage-plugin-celery-common';

const HOUR = 3600;
const DAY = 24 * HOUR;
const HOURS_A_MONTH = 730;

/** With more tasks than this, a simulation would hold up typing. */
const MAX_TASKS = 50_000;
/** A burst is followed for this long after its last task is due, seconds. */
const FOLLOWED = 6 * HOUR;
/** With a stream beside it, at least this much of it is shown, seconds. */
const STREAM_SHOWN = 600;
/** Samples of one simulation, at most about. */
const SIMULATED_SAMPLES = 20_000;
const BURST_SAMPLES = 240;
const HOUR_SAMPLES = 60;

/** How a burst goes, with the stream beside it. */
export interface BurstRun {
  samples: readonly SimulationSample[];
  /** `null` when no task started. */
  longestWaitSeconds: number | null;
  /** Until nothing of the burst is left; `null` when something still is. */
  doneInSeconds: number | null;
  /** How long it was followed. */
  seconds: number;
  peakWorkers: number;
  /** Executions that were cut in the middle. */
  killed: number;
  /** Tasks that were left with no worker to take them. */
  stranded: number;
}

/** How a day with such bursts goes. */
export interface DayRun {
  samples: readonly SimulationSample[];
  workerHoursAMonth: number;
}

/** How a load goes under a plan. */
export interface LoadRun {
  /** Absent when it is too large to be simulated. */
  burst?: BurstRun;
  /** Absent, too, when a burst is not done before the next. */
  day?: DayRun;
}

/**
 * Simulates one burst from an idle system, and a day of such bursts evenly
 * spread, with the workload's stream beside them.
 *
 * @param burstsADay - at most 24
 */
export function simulateLoad(
  plan: ScalingNumbers,
  workload: Workload,
  burstsADay: number,
): LoadRun {
  const { burstTasks, tasksPerMinute } = workload;
  if (burstTasks + 60 * tasksPerMinute > MAX_TASKS) {
    return {};
  }
  return tasksPerMinute > 0
    ? streamRun(plan, workload, burstsADay)
    : burstsOnlyRun(plan, workload, burstsADay);
}

function burstsOnlyRun(
  plan: ScalingNumbers,
  workload: Workload,
  burstsADay: number,
): LoadRun {
  const delay = workload.delayedTasks ? workload.longestDelaySeconds : 0;
  const seconds = FOLLOWED + delay;
  const burst = simulate(plan, workload, {
    seconds,
    sampleSeconds: Math.max(1, seconds / SIMULATED_SAMPLES),
  });
  const { finished, tasks, makespanSeconds, workerSeconds } = burst.totals;
  const isDone = finished === tasks;
  const every = DAY / burstsADay;
  const kept = plan.minReplicas * Math.max(every - burst.seconds, 0);
  return {
    burst: {
      ...burstFigures(burst),
      samples: thinned(burst.samples, BURST_SAMPLES),
      doneInSeconds: isDone ? makespanSeconds : null,
    },
    day:
      isDone && burst.seconds <= every
        ? {
            samples: repeated(
              [...thinned(burst.samples, HOUR_SAMPLES), idle(plan, burst)],
              every,
              burstsADay,
            ),
            workerHoursAMonth: aMonth(burstsADay * (workerSeconds + kept)),
          }
        : undefined,
  };
}

function streamRun(
  plan: ScalingNumbers,
  workload: Workload,
  burstsADay: number,
): LoadRun {
  const anHour = { seconds: HOUR, sampleSeconds: 1, untilIdle: false };
  const withBurst = simulate(plan, workload, anHour);
  const doneInSeconds =
    withBurst.samples.find(({ seconds, waiting }) => seconds && waiting === 0)
      ?.seconds ?? null;
  const shown = Math.max(STREAM_SHOWN, 1.5 * (doneInSeconds ?? HOUR));
  const calm = simulate(plan, { ...workload, burstTasks: 0 }, anHour);
  const hours = Array.from({ length: 24 }, (_, hour) =>
    hour % (24 / burstsADay) === 0 ? withBurst : calm,
  );
  return {
    burst: {
      ...burstFigures(withBurst),
      samples: thinned(
        withBurst.samples.filter(({ seconds }) => seconds <= shown),
        BURST_SAMPLES,
      ),
      doneInSeconds,
    },
    day:
      doneInSeconds === null
        ? undefined
        : {
            samples: hours.flatMap(({ samples }, hour) =>
              shifted(thinned(samples, HOUR_SAMPLES), hour * HOUR),
            ),
            workerHoursAMonth: aMonth(
              hours.reduce((sum, { totals }) => sum + totals.workerSeconds, 0),
            ),
          },
  };
}

function burstFigures({ samples, seconds, totals }: Simulation) {
  return {
    seconds,
    longestWaitSeconds: totals.wait.max,
    peakWorkers: samples.reduce((most, s) => Math.max(most, s.workers), 0),
    killed: totals.killed,
    stranded: totals.stranded,
  };
}

/** What is left when nothing happens any more. */
function idle(
  { minReplicas }: ScalingNumbers,
  { seconds }: Simulation,
): SimulationSample {
  return {
    seconds,
    waiting: 0,
    inFlight: 0,
    running: 0,
    oldestAgeSeconds: null,
    wanted: minReplicas,
    workers: minReplicas,
  };
}

function thinned(
  samples: readonly SimulationSample[],
  most: number,
): SimulationSample[] {
  const every = Math.max(1, Math.ceil(samples.length / most));
  return samples.filter((_, index) => index % every === 0);
}

function shifted(
  samples: readonly SimulationSample[],
  by: number,
): SimulationSample[] {
  return samples.map(sample => ({ ...sample, seconds: sample.seconds + by }));
}

function repeated(
  samples: readonly SimulationSample[],
  every: number,
  times: number,
): SimulationSample[] {
  return Array.from({ length: times }, (_, index) =>
    shifted(samples, index * every),
  ).flat();
}

function aMonth(workerSecondsADay: number): number {
  return (workerSecondsADay / DAY) * HOURS_A_MONTH;
}
