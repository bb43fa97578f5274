import {
  clairvoyant,
  planScaling,
  ScalingNumbers,
  SimulationTotals,
  simulate,
  usualRecipe,
} from '@celery-keda/backstage-plugin-celery-common';
import { BenchWorkload, POD, WORKLOADS } from './workloads';

/** How a plan did, medians over all runs; ratios are to the ideal. */
export interface Figure {
  workload: string;
  kind: BenchWorkload['kind'];
  plan: string;
  /** Seconds from when a task may start to its end, 95th percentile. */
  turnaround: number;
  workerSeconds: number;
  workerStarts: number;
  /** Sums over all runs. */
  killed: number;
  stranded: number;
  lost: number;
  unfinished: number;
  makespanSeconds: number;
}

/** The plans that are compared under a workload, the plan's own first. */
export function plansFor({
  kind,
  workload,
}: BenchWorkload): Readonly<Record<string, ScalingNumbers>> {
  const known = { ...POD, ...workload };
  return {
    plan: planScaling(known),
    ...(kind === 'steady' && {
      'plan, calm': planScaling(known, { calm: true }),
    }),
    'usual recipe': usualRecipe(known),
  };
}

/** The figures of all workloads, each under all its plans. */
export function scalingFigures(): readonly Figure[] {
  return WORKLOADS.flatMap(workload =>
    Object.keys(plansFor(workload)).map(plan => figureOf(workload, plan)),
  );
}

/** How one of {@link plansFor} a workload does. */
export function figureOf(bench: BenchWorkload, planName: string): Figure {
  const { name, kind, workload, arrivals, options, runs } = bench;
  const plan = plansFor(bench)[planName];
  const results = Array.from({ length: runs }, (_, run) => {
    const tasks = arrivals(run + 1);
    const { totals } = simulate(
      plan,
      { ...POD, ...workload },
      {
        ...options,
        arrivals: tasks,
        phases: phasesOf(run, plan.pollingSeconds),
        sampleSeconds: options.seconds,
      },
    );
    return { totals, ideal: clairvoyant(tasks, POD) };
  });
  const of = (value: (totals: SimulationTotals) => number) =>
    results.map(({ totals }) => value(totals));
  const ratio = (value: (totals: SimulationTotals) => number) =>
    median(results.map(({ totals, ideal }) => value(totals) / value(ideal)));
  return {
    workload: name,
    kind,
    plan: planName,
    turnaround: ratio(({ turnaround }) => turnaround.p95 ?? Infinity),
    workerSeconds: ratio(({ workerSeconds }) => workerSeconds),
    workerStarts: median(of(({ workerStarts }) => workerStarts)),
    killed: sum(of(({ killed }) => killed)),
    stranded: sum(of(({ stranded }) => stranded)),
    lost: sum(of(({ lost }) => lost)),
    unfinished: sum(of(({ tasks, finished }) => tasks - finished)),
    makespanSeconds: median(
      of(({ makespanSeconds }) => makespanSeconds ?? Infinity),
    ),
  };
}

/** Phases of KEDA and the HPA that are spread evenly over both periods. */
function phasesOf(run: number, pollingSeconds: number) {
  return {
    poll: ((run * 0.6180339887) % 1) * pollingSeconds,
    hpa: ((run * 0.7548776662) % 1) * 15,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
