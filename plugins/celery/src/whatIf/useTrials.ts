import { ScalingNumbers } from '@celery-keda/backstage-plugin-celery-common';
import { useEffect, useState } from 'react';
import { Load } from './load';
import { isTooMuch, simulateNow, TrialRun } from './simulateNow';

const TYPING_PAUSE_MILLISECONDS = 250;

/** The same load under several plans. */
export interface Trials {
  /** In the order of the plans; absent until there are some. */
  runs?: readonly TrialRun[];
  /** Whether newer ones are on their way. */
  isPending: boolean;
  /** Whether the load is too much to be simulated here. */
  isTooMuch: boolean;
}

/** Simulates a load under plans once typing pauses, never while drawing. */
export function useTrials(
  plans: readonly ScalingNumbers[],
  load: Load,
): Trials {
  const tooMuch = isTooMuch(load);
  const asked = JSON.stringify({ plans, load });
  const [answer, setAnswer] = useState<{ to: string; runs: TrialRun[] }>();
  useEffect(() => {
    if (tooMuch) {
      return undefined;
    }
    const timer = setTimeout(() => {
      const question: { plans: ScalingNumbers[]; load: Load } =
        JSON.parse(asked);
      setAnswer({
        to: asked,
        runs: question.plans.map(plan => simulateNow(plan, question.load)),
      });
    }, TYPING_PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [asked, tooMuch]);
  return {
    runs: tooMuch ? undefined : answer?.runs,
    isPending: !tooMuch && answer?.to !== asked,
    isTooMuch: tooMuch,
  };
}
