/**
 * Why the HPA set or kept the number of replicas in one pass. Numbers are
 * replicas, seconds, or the metric's own unit.
 *
 * @public
 */
export type HpaReason =
  /** There is no replica: KEDA alone can change that. */
  | { code: 'scaling-disabled' }
  | { code: 'above-maximum'; maxReplicas: number }
  | { code: 'below-minimum'; minReplicas: number }
  /** Nothing could be read, or too little to scale in. */
  | { code: 'metrics-unavailable'; failed: number; of: number; error: string }
  /** Computed from the metric that asks for most replicas. */
  | ({ code: 'metric' } & HpaComputation);

/**
 * From a metric to replicas, step by step.
 *
 * @public
 */
export interface HpaComputation {
  metric: string;
  metricType: 'AverageValue' | 'Value';
  /** The metric's total. */
  total: number;
  target: number;
  /** What the metric asks for, before windows and limits. */
  proposed: number;
  /** The metric was close enough to its target to change nothing. */
  withinTolerance: boolean;
  /** The proposal after the stabilization windows, when they changed it. */
  stabilized?: { to: number; windowSeconds: number; direction: 'up' | 'down' };
  /** What kept the result from following, when something did. */
  limited?: {
    by: 'maxReplicas' | 'minReplicas' | 'scaleUpRate' | 'scaleDownRate';
    to: number;
  };
}

/**
 * One pass of the HPA over a workload.
 *
 * @public
 */
export interface HpaDecision {
  by: 'hpa';
  /** Seconds. */
  at: number;
  from: number;
  to: number;
  reason: HpaReason;
}
