import {
  Condition,
  HpaState,
} from '@celery-keda/backstage-plugin-celery-common';
import { HorizontalPodAutoscaler, timestamp } from '../store/objects';

/** A condition as the API writes it. */
interface ApiCondition extends Omit<Condition, 'lastTransitionAt'> {
  lastTransitionTime?: string;
}

/** The status that the HPA controller writes. */
export function hpaStatus(state: HpaState): Record<string, unknown> {
  return {
    ...(state.conditions.length > 0 && {
      conditions: state.conditions.map(
        ({ lastTransitionAt, ...condition }): ApiCondition => ({
          lastTransitionTime: timestamp((lastTransitionAt ?? 0) * 1000),
          ...condition,
        }),
      ),
    }),
    currentMetrics: state.currentMetrics,
    ...(state.currentReplicas > 0 && {
      currentReplicas: state.currentReplicas,
    }),
    desiredReplicas: state.desiredReplicas,
    ...(state.lastScaleAt !== undefined && {
      lastScaleTime: timestamp(state.lastScaleAt * 1000),
    }),
  };
}

/** An HPA's conditions as the model reads them. */
export function hpaConditions(
  hpa: HorizontalPodAutoscaler | undefined,
): Condition[] {
  const status = hpa?.status as { conditions?: ApiCondition[] } | undefined;
  return (status?.conditions ?? []).map(
    ({ lastTransitionTime, ...condition }) => condition,
  );
}
