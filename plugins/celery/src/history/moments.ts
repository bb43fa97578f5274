import { HistoryPoint } from '@celery-keda/backstage-plugin-celery-common';

/** A step in which the number of workers wanted changed. */
export interface ScalingMoment {
  /** When the step starts, in milliseconds since the epoch. */
  at: number;
  from: number;
  to: number;
  /** The fewest wanted within the step, where it went both up and down. */
  fewest?: number;
  /** Messages waiting at the most within the step; `null` is unknown. */
  waiting: number | null;
  /** Messages in flight at the most within the step; `null` is unknown. */
  inFlight: number | null;
}

/**
 * The moments of scaling in a queue's history, in the order of time.
 *
 * A step knows the fewest and the most workers that were wanted in it. After
 * a gap nobody knows what was wanted before.
 */
export function scalingMomentsOf(
  points: readonly HistoryPoint[],
  stepSeconds: number,
): ScalingMoment[] {
  const moments: ScalingMoment[] = [];
  let wanted: number | undefined;
  let expectedAt: number | undefined;
  for (const point of points) {
    const at = Date.parse(point.at);
    const desired = point.desiredReplicas;
    if (!desired || at !== expectedAt) {
      wanted = undefined;
    }
    if (desired) {
      const next = nextWanted(wanted, desired);
      if (wanted !== undefined && next !== wanted) {
        moments.push({
          at,
          from: wanted,
          to: next,
          ...(desired.min < Math.min(wanted, next) && { fewest: desired.min }),
          waiting: point.length?.max ?? null,
          inFlight: point.inFlight?.max ?? null,
        });
      }
      wanted = next;
    }
    expectedAt = at + stepSeconds * 1000;
  }
  return moments;
}

function nextWanted(
  wanted: number | undefined,
  { min, avg, max }: { min: number; avg: number; max: number },
): number {
  if (wanted === undefined) {
    return Math.round(avg);
  }
  if (max > wanted) {
    return max;
  }
  return min < wanted ? min : wanted;
}
