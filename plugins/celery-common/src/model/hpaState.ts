import { Condition } from './conditions';

/**
 * What the HPA controller remembers of one HPA between passes. All of it can
 * be stored as JSON; it is lost with the HPA and with the controller.
 *
 * @public
 */
export interface HpaState {
  /** What was wanted before limits, kept as long as a window may look back. */
  recommendations: readonly TimedRecommendation[];
  /** Pods that the HPA added, by time. */
  scaleUps: readonly TimedChange[];
  /** Pods that the HPA removed, by time. */
  scaleDowns: readonly TimedChange[];
  /** `status.conditions`. */
  conditions: readonly Condition[];
  /** `status.currentMetrics`; `null` when none were read. */
  currentMetrics: readonly HpaMetricStatus[] | null;
  /** `status.currentReplicas`. */
  currentReplicas: number;
  /** `status.desiredReplicas`. */
  desiredReplicas: number;
  /** `status.lastScaleTime`, seconds. */
  lastScaleAt?: number;
}

/** @public */
export interface TimedRecommendation {
  /** Seconds. */
  at: number;
  replicas: number;
}

/** @public */
export interface TimedChange {
  /** Seconds. */
  at: number;
  /** Pods added or removed, always positive. */
  change: number;
}

/**
 * One entry of `status.currentMetrics`. A metric that could not be read is
 * `{ type: '' }`.
 *
 * @public
 */
export type HpaMetricStatus =
  | { type: '' }
  | {
      type: 'External';
      external: {
        current: { averageValue?: string; value?: string };
        metric: {
          name: string;
          selector: { matchLabels: Readonly<Record<string, string>> };
        };
      };
    };

/**
 * The state of an HPA that was just created.
 *
 * @public
 */
export function initialHpaState(): HpaState {
  return {
    recommendations: [],
    scaleUps: [],
    scaleDowns: [],
    conditions: [],
    currentMetrics: null,
    currentReplicas: 0,
    desiredReplicas: 0,
  };
}

/**
 * Age in whole milliseconds, so that windows end where they are said to.
 *
 * @internal
 */
export function ageMs(at: number, now: number): number {
  return Math.round((now - at) * 1000);
}
