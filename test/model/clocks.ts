import {
  DEFAULT_POLLING_INTERVAL,
  HPA_SYNC_PERIOD,
} from '@celery-keda/backstage-plugin-celery-common';
import type { Scenario, Step } from './scenario';

/** A moment at which a controller looks. */
export interface Tick {
  at: number;
  /**
   * False for one that the recording must have had but cannot show: a poll
   * that failed, an HPA pass that needed no metric.
   */
  recorded: boolean;
}

/** Recorded passes drift by 10 to 25 ms each. */
const PASS = HPA_SYNC_PERIOD + 0.012;

/**
 * KEDA's polls as recorded, and those in between: at whole intervals after the
 * one before, unless that would be a recorded one that came late.
 */
export function recordedPolls(
  { spec, duration }: Scenario,
  polls: readonly number[],
): readonly Tick[] {
  const interval = spec.pollingInterval ?? DEFAULT_POLLING_INTERVAL;
  return polls.flatMap((at, i) => {
    const next = polls[i + 1] ?? duration;
    const missing: Tick[] = [];
    for (let t = at + interval; t < next - 0.9 * interval; t += interval) {
      missing.push({ at: t, recorded: false });
    }
    return [{ at, recorded: true }, ...missing];
  });
}

/**
 * The HPA's passes as recorded, and those in between: its rhythm goes on while
 * there is nothing to read. KEDA makes the HPA right before its first poll.
 */
export function recordedPasses(
  { duration, polls = [] }: Scenario,
  syncs: readonly number[],
): readonly Tick[] {
  const passes: Tick[] = [];
  let [before = 0] = polls;
  for (const at of syncs) {
    const missing: Tick[] = [];
    for (let t = at - PASS; t > before + PASS / 2; t -= PASS) {
      missing.unshift({ at: t, recorded: false });
    }
    passes.push(...missing, { at, recorded: true });
    before = at;
  }
  for (let t = before + PASS; t <= duration; t += PASS) {
    passes.push({ at: t, recorded: false });
  }
  return passes;
}

/** A change is noted when the API server has answered, seconds after it. */
const NOTED_WITHIN = 1;

/**
 * The steps, with each change of the ScaledObject before the poll that it led
 * to: KEDA starts its loop anew, out of rhythm, and may do so before the
 * change is noted.
 */
export function stepsBeforePolls({
  polls = [],
  spec,
  steps,
}: Scenario): readonly Step[] {
  const interval = spec.pollingInterval ?? DEFAULT_POLLING_INTERVAL;
  return steps.map(step => {
    const poll =
      step.spec || step.annotations
        ? polls.find(
            (at, i) =>
              at < step.at &&
              at > step.at - NOTED_WITHIN &&
              at - polls[i - 1] < 0.9 * interval,
          )
        : undefined;
    return poll === undefined ? step : { ...step, at: poll };
  });
}
