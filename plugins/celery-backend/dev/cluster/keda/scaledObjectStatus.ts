import {
  COMPOSITE_METRIC,
  compositeMetricOf,
  Condition,
  hpaNameOf,
  KedaState,
  pausingOf,
  triggerMetricsOf,
} from '@celery-keda/backstage-plugin-celery-common';
import { ScaledObject, ScaledObjectStatus, timestamp } from '../store/objects';

/** The status that KEDA writes for a ScaledObject it scales. */
export function scaledObjectStatus(
  { spec, metadata }: ScaledObject,
  state: KedaState,
  originalReplicaCount: number,
): ScaledObjectStatus {
  const { replicas, paused } = pausingOf(metadata.annotations);
  return {
    authenticationsTypes: '',
    ...(compositeMetricOf(spec) && { compositeScalerName: COMPOSITE_METRIC }),
    conditions: state.conditions.map(asKedaWritesIt),
    externalMetricNames: triggerMetricsOf(spec).map(({ metric }) => metric),
    hpaName: hpaNameOf(spec, metadata.name),
    ...(state.lastActiveAt !== undefined && {
      lastActiveTime: timestamp(state.lastActiveAt * 1000),
    }),
    originalReplicaCount,
    ...(paused && replicas !== undefined && { pausedReplicaCount: replicas }),
    scaleTargetGVKR: {
      group: 'apps',
      kind: 'Deployment',
      resource: 'deployments',
      version: 'v1',
    },
    scaleTargetKind: 'apps/v1.Deployment',
    triggersActivity: Object.fromEntries(
      Object.entries(state.triggersActivity).map(([metric, isActive]) => [
        metric,
        { isActive },
      ]),
    ),
    triggersTypes: [...new Set(spec.triggers.map(({ type }) => type))].join(
      ',',
    ),
  };
}

/** The status of a ScaledObject that KEDA cannot scale. */
export function failedStatus(message: string): ScaledObjectStatus {
  const unknown = (type: string): Condition => ({
    type,
    status: 'Unknown',
    reason: 'UnknownState',
    message: 'ScaledObject check failed',
  });
  return {
    conditions: [
      {
        type: 'Ready',
        status: 'False',
        reason: 'ScaledObjectCheckFailed',
        message,
      },
      unknown('Active'),
      unknown('Fallback'),
      { type: 'Paused', status: 'Unknown' },
    ],
  };
}

function asKedaWritesIt({ lastTransitionAt, ...condition }: Condition) {
  return condition;
}
