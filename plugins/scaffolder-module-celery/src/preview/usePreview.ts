import {
  planScaling,
  ScalingPlan,
  usualRecipe,
  Workload,
} from '@celery-keda/backstage-plugin-celery-common';
import { useEffect, useState } from 'react';
import { LoadRun, simulateLoad } from './simulateLoad';

const TYPING_PAUSE_MS = 250;

/** What a preview shows besides a plan, without changing the service. */
interface PreviewOptions {
  /** How many bursts come in a day, evenly spread. */
  burstsADay: number;
  /** Shows the usual recipe beside the plan. */
  compare: boolean;
}

/** How a workload would scale. */
export interface PreviewResult {
  workload: Workload;
  plan: ScalingPlan;
  planned: LoadRun;
  /** The same load under the usual recipe, when that was asked for. */
  usual?: LoadRun;
}

/**
 * Plans and simulates a workload once typing pauses: no key waits for a
 * simulation.
 *
 * @param workload - undefined as long as some answer is wrong
 * @returns the last result, and whether a newer one is on its way
 */
export function usePreview(
  workload: Workload | undefined,
  { burstsADay, compare }: PreviewOptions,
): { result?: PreviewResult; isPending: boolean } {
  const asked = workload && JSON.stringify({ workload, burstsADay, compare });
  const [answer, setAnswer] = useState<{ to: string; result: PreviewResult }>();

  useEffect(() => {
    if (asked === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setAnswer({ to: asked, result: preview(JSON.parse(asked)) });
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked]);

  return {
    result: answer?.result,
    isPending: asked !== undefined && answer?.to !== asked,
  };
}

function preview(
  options: PreviewOptions & { workload: Workload },
): PreviewResult {
  const { workload, burstsADay, compare } = options;
  const plan = planScaling(workload);
  return {
    workload,
    plan,
    planned: simulateLoad(plan, workload, burstsADay),
    usual: compare
      ? simulateLoad(usualRecipe(workload), workload, burstsADay)
      : undefined,
  };
}
