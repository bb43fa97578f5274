import type { HpaDecision } from '../hpaDecision';
import type { KedaDecision } from '../kedaDecision';
import type { NodeOptions } from './fleet';
import type { TaskArrival } from './task';
import type { SimulationTotals } from './totals';

/**
 * What a simulation may be told; all has defaults.
 *
 * @public
 */
export interface SimulationOptions {
  /** How long it runs at most, seconds; default an hour. */
  seconds?: number;
  /** It ends earlier once nothing more would happen; default true. */
  untilIdle?: boolean;
  /** The same seed gives the same result. */
  seed?: number;
  /** When the burst comes, seconds. */
  burstAt?: number;
  /** All tasks take the usual time, or they spread up to the longest (default). */
  taskTimes?: 'usual' | 'spread';
  /** Instead of the workload's own tasks. */
  arrivals?: readonly TaskArrival[];
  /** Priority steps of the queue; default 1. */
  prioritySteps?: number;
  /** Seconds of the first poll and of the HPA's first pass; default by seed. */
  phases?: { poll: number; hpa: number };
  /** Pods that are killed without warning. */
  crashes?: ReadonlyArray<{ at: number; pods: number }>;
  nodes?: NodeOptions;
  /** Seconds between two samples; by default 1 at first, more and more later. */
  sampleSeconds?: number;
}

/**
 * A moment of a simulation.
 *
 * @public
 */
export interface SimulationSample {
  /** Since the start. */
  seconds: number;
  /** Messages that wait. */
  waiting: number;
  /** Messages that workers hold: running, or waiting for their time. */
  inFlight: number;
  running: number;
  /** Since the oldest waiting message was published; `null` when none waits. */
  oldestAgeSeconds: number | null;
  /** Workers that are asked for. */
  wanted: number;
  /** Workers that consume. */
  workers: number;
}

/**
 * A change of the number of workers and what was there to see.
 *
 * @public
 */
export interface SimulatedDecision {
  decision: KedaDecision | HpaDecision;
  waiting: number;
  inFlight: number;
}

/**
 * How a plan does under a load.
 *
 * @public
 */
export interface Simulation {
  /** When it ended, seconds. */
  seconds: number;
  /** False when the load was too large to be simulated whole. */
  complete: boolean;
  samples: readonly SimulationSample[];
  decisions: readonly SimulatedDecision[];
  totals: SimulationTotals;
}
