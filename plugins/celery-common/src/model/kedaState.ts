import { Condition } from './conditions';
import { NEVER_PAUSED, NO_FALLBACK, READY } from './kedaConditions';

/**
 * What reading one trigger's key gave: its length, or why there is none.
 *
 * @public
 */
export type TriggerReading =
  | { value: number }
  | {
      error: string;
      /**
       * Whether the broker answered at all. If it did (a key of the wrong type,
       * a denied command), KEDA keeps trying and its fallback counts failures;
       * if not, KEDA cannot even build its scalers and does nothing.
       */
      reachable: boolean;
    };

/** What KEDA offers the HPA for one metric, in thousandths. @public */
export type MetricReading = { milli: number } | { error: string };

/**
 * What KEDA remembers of one ScaledObject between polls. All of it can be
 * stored as JSON.
 *
 * @public
 */
export interface KedaState {
  /** Creation of the ScaledObject, whole seconds. */
  createdAt: number;
  /** `status.lastActiveTime`, whole seconds. */
  lastActiveAt?: number;
  /** False until first read and after every error: all triggers must connect anew. */
  scalersBuilt: boolean;
  /** Consecutive failures by metric; kept only when a fallback is set. */
  failures: Readonly<Record<string, number>>;
  /** What the last poll read, by metric, for triggers with `useCachedMetrics`. */
  cached: Readonly<Record<string, MetricReading>>;
  /** `status.triggersActivity`. */
  triggersActivity: Readonly<Record<string, boolean>>;
  /** `status.conditions`. */
  conditions: readonly Condition[];
}

/**
 * The state of a ScaledObject that was just created.
 *
 * @param createdAt - seconds
 * @public
 */
export function initialKedaState(createdAt: number): KedaState {
  return {
    createdAt: Math.floor(createdAt),
    scalersBuilt: false,
    failures: {},
    cached: {},
    triggersActivity: {},
    conditions: [
      READY,
      { type: 'Active', status: 'Unknown' },
      NO_FALLBACK,
      NEVER_PAUSED,
    ],
  };
}

/**
 * The state after the ScaledObject's spec has changed: KEDA starts a new loop,
 * which polls at once and knows no earlier readings.
 *
 * @public
 */
export function restartedKedaState(state: KedaState): KedaState {
  return { ...state, scalersBuilt: false, cached: {} };
}
