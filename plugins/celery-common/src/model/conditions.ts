/**
 * A condition of a ScaledObject or HorizontalPodAutoscaler. A ScaledObject's
 * conditions carry no time.
 *
 * @public
 */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  /** When the status last changed, seconds. */
  lastTransitionAt?: number;
}

/**
 * The condition of a type.
 *
 * @public
 */
export function findCondition(
  conditions: readonly Condition[],
  type: string,
): Condition | undefined {
  return conditions.find(condition => condition.type === type);
}

/**
 * The conditions with one set, in place or at the end; the same list when
 * nothing changes.
 *
 * @internal
 */
export function withCondition(
  conditions: readonly Condition[],
  condition: Condition,
  now?: number,
): readonly Condition[] {
  const index = conditions.findIndex(({ type }) => type === condition.type);
  const old = conditions[index];
  if (old && (old === condition || saysTheSame(old, condition))) {
    return conditions;
  }
  const entry: Condition =
    now === undefined
      ? condition
      : {
          ...condition,
          lastTransitionAt:
            old?.status === condition.status ? old.lastTransitionAt : now,
        };
  return index < 0
    ? [...conditions, entry]
    : conditions.map((each, i) => (i === index ? entry : each));
}

function saysTheSame(a: Condition, b: Condition): boolean {
  return (
    a.status === b.status && a.reason === b.reason && a.message === b.message
  );
}
