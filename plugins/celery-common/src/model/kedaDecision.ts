/**
 * Why KEDA set or kept the number of replicas at a poll. Numbers are replicas
 * or seconds.
 *
 * @public
 */
export type KedaReason =
  /** Triggers are active and there was no replica (or fewer than the minimum after idling). */
  | { code: 'activated'; triggers: readonly string[]; forced: boolean }
  /** Triggers are active; from one replica on, the HPA decides. */
  | { code: 'active'; triggers: readonly string[]; forced: boolean }
  /** No trigger is active and there is nothing to do. */
  | { code: 'inactive' }
  /** No trigger was active for longer than the cooldown: to zero or the idle count in one step. */
  | {
      code: 'cooled-down';
      inactiveSeconds: number;
      cooldownSeconds: number;
      neverActive: boolean;
    }
  /** No trigger is active, but the cooldown has not passed yet. */
  | {
      code: 'cooling-down';
      remainingSeconds: number;
      cooldownSeconds: number;
      neverActive: boolean;
    }
  /** There were fewer replicas than the minimum. */
  | { code: 'below-minimum'; minReplicas: number }
  /** No trigger is active and some cannot be read: KEDA holds still. */
  | { code: 'trigger-error'; error: string }
  /** Some triggers are active, others cannot be read. */
  | {
      code: 'partial-trigger-error';
      triggers: readonly string[];
      error: string;
    }
  /** KEDA cannot connect: it neither scales nor updates what it reports. */
  | { code: 'unreachable'; error: string }
  /** A trigger fails and its fallback does not count yet. */
  | { code: 'awaiting-fallback'; error: string; failureThreshold: number }
  /** An annotation forbids fewer replicas. */
  | { code: 'scale-in-paused' }
  /** An annotation forbids more replicas. */
  | { code: 'scale-out-paused' }
  /** An annotation pauses all scaling. */
  | { code: 'paused'; replicas?: number };

/**
 * One look of KEDA at a workload.
 *
 * @public
 */
export interface KedaDecision {
  by: 'keda';
  /** Seconds. */
  at: number;
  from: number;
  to: number;
  reason: KedaReason;
}
