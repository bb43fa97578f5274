import { HpaSpec } from './hpaSpec';
import { ageMs, HpaState, TimedChange, TimedRecommendation } from './hpaState';
import { HpaBehavior, HpaScalingRules } from './scaledObject';

/** The controller's default window for scaling in, seconds. */
const DOWNSCALE_STABILIZATION = 300;

/** A proposal brought within what time and limits allow. */
export interface Limited {
  replicas: number;
  recommendations: readonly TimedRecommendation[];
  stabilized: number;
  windowSeconds: number;
  limit: Limit;
}

export type Limit =
  | 'DesiredWithinRange'
  | 'TooManyReplicas'
  | 'TooFewReplicas'
  | 'ScaleUpLimit'
  | 'ScaleDownLimit';

/** What a policy allows in one direction, and which of several wins. */
interface Direction {
  pods(start: number, value: number): number;
  percent(start: number, value: number): number;
  loosest(...limits: number[]): number;
  strictest(...limits: number[]): number;
}

const UP: Direction = {
  pods: (start, value) => start + value,
  percent: (start, value) => Math.ceil(start * (1 + value / 100)),
  loosest: Math.max,
  strictest: Math.min,
};

const DOWN: Direction = {
  pods: (start, value) => start - value,
  percent: (start, value) => Math.trunc(start * (1 - value / 100)),
  loosest: Math.min,
  strictest: Math.max,
};

/** Applies windows and limits, by `behavior` or by the HPA's older rules. */
export function limitReplicas(
  spec: HpaSpec,
  state: HpaState,
  current: number,
  proposed: number,
  now: number,
): Limited {
  return spec.behavior
    ? withBehavior(spec, spec.behavior, state, current, proposed, now)
    : withoutBehavior(spec, state, current, proposed, now);
}

/**
 * Without `behavior`: the highest of the last 300 s, at most twice as many
 * (or 4) at a time.
 */
function withoutBehavior(
  { minReplicas, maxReplicas }: HpaSpec,
  state: HpaState,
  current: number,
  proposed: number,
  now: number,
): Limited {
  const isOld = ({ at }: TimedRecommendation) =>
    ageMs(at, now) > DOWNSCALE_STABILIZATION * 1000;
  const stabilized = state.recommendations.reduce(
    (highest, each) =>
      isOld(each) ? highest : Math.max(highest, each.replicas),
    proposed,
  );
  const rate = Math.max(2 * current, 4);
  const ceiling = Math.min(maxReplicas, rate);
  const bounded = { stabilized, windowSeconds: DOWNSCALE_STABILIZATION };
  const recommendations = recorded(state, isOld, proposed, now);
  if (stabilized < minReplicas) {
    return {
      ...bounded,
      recommendations,
      replicas: minReplicas,
      limit: 'TooFewReplicas',
    };
  }
  if (stabilized > ceiling) {
    return {
      ...bounded,
      recommendations,
      replicas: ceiling,
      limit: maxReplicas > rate ? 'ScaleUpLimit' : 'TooManyReplicas',
    };
  }
  return {
    ...bounded,
    recommendations,
    replicas: stabilized,
    limit: 'DesiredWithinRange',
  };
}

/** With `behavior`: a window and a rate for each direction. */
function withBehavior(
  spec: HpaSpec,
  { scaleUp = {}, scaleDown = {} }: HpaBehavior,
  state: HpaState,
  current: number,
  proposed: number,
  now: number,
): Limited {
  const upWindow = scaleUp.stabilizationWindowSeconds ?? 0;
  const downWindow =
    scaleDown.stabilizationWindowSeconds ?? DOWNSCALE_STABILIZATION;
  let lowest = proposed;
  let highest = proposed;
  for (const { at, replicas } of state.recommendations) {
    const age = ageMs(at, now);
    if (age < upWindow * 1000) {
      lowest = Math.min(lowest, replicas);
    }
    if (age < downWindow * 1000) {
      highest = Math.max(highest, replicas);
    }
  }
  const stabilized = Math.min(Math.max(current, lowest), highest);
  const isOld = ({ at }: TimedRecommendation) =>
    ageMs(at, now) > Math.max(upWindow, downWindow) * 1000;
  return {
    ...limitRate(spec, scaleUp, scaleDown, state, current, stabilized, now),
    stabilized,
    windowSeconds: proposed >= current ? upWindow : downWindow,
    recommendations: recorded(state, isOld, proposed, now),
  };
}

function limitRate(
  { minReplicas, maxReplicas }: HpaSpec,
  scaleUp: HpaScalingRules,
  scaleDown: HpaScalingRules,
  state: HpaState,
  current: number,
  wanted: number,
  now: number,
): Pick<Limited, 'replicas' | 'limit'> {
  if (wanted > current) {
    const rate = Math.max(rateLimit(UP, scaleUp, current, state, now), current);
    const ceiling = Math.min(maxReplicas, rate);
    if (wanted > ceiling) {
      return {
        replicas: ceiling,
        limit: maxReplicas > rate ? 'ScaleUpLimit' : 'TooManyReplicas',
      };
    }
  } else if (wanted < current) {
    const rate = Math.min(
      rateLimit(DOWN, scaleDown, current, state, now),
      current,
    );
    const floor = Math.max(minReplicas, rate);
    if (wanted < floor) {
      return {
        replicas: floor,
        limit: minReplicas < rate ? 'ScaleDownLimit' : 'TooFewReplicas',
      };
    }
  }
  return { replicas: wanted, limit: 'DesiredWithinRange' };
}

/** How far the policies of a direction let the number of replicas go. */
function rateLimit(
  direction: Direction,
  { selectPolicy, policies = [] }: HpaScalingRules,
  current: number,
  { scaleUps, scaleDowns }: HpaState,
  now: number,
): number {
  if (selectPolicy === 'Disabled') {
    return current;
  }
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const start =
      current -
      changesWithin(scaleUps, periodSeconds, now) +
      changesWithin(scaleDowns, periodSeconds, now);
    return type === 'Pods'
      ? direction.pods(start, value)
      : direction.percent(start, value);
  });
  return selectPolicy === 'Min'
    ? direction.strictest(...limits)
    : direction.loosest(...limits);
}

function changesWithin(
  changes: readonly TimedChange[],
  seconds: number,
  now: number,
): number {
  return changes.reduce(
    (sum, { at, change }) =>
      ageMs(at, now) < seconds * 1000 ? sum + change : sum,
    0,
  );
}

/** The controller overwrites the last entry that no window needs any more. */
function recorded(
  { recommendations }: HpaState,
  isOld: (recommendation: TimedRecommendation) => boolean,
  replicas: number,
  at: number,
): readonly TimedRecommendation[] {
  return replacingLast(recommendations, isOld, { at, replicas });
}

/** Adds a change and drops what no policy looks back to. */
export function withChange(
  changes: readonly TimedChange[],
  rules: HpaScalingRules = {},
  change: number,
  now: number,
): readonly TimedChange[] {
  const longest = Math.max(
    0,
    ...(rules.policies ?? []).map(({ periodSeconds }) => periodSeconds),
  );
  return replacingLast(changes, ({ at }) => ageMs(at, now) > longest * 1000, {
    at: now,
    change,
  });
}

function replacingLast<T>(
  entries: readonly T[],
  isOld: (entry: T) => boolean,
  entry: T,
): readonly T[] {
  for (let index = entries.length - 1; index >= 0; index--) {
    if (isOld(entries[index])) {
      const copy = [...entries];
      copy[index] = entry;
      return copy;
    }
  }
  return [...entries, entry];
}
