import { Condition } from './conditions';
import { Limit, Limited } from './hpaLimits';
import { HpaExternalMetric, HpaSpec } from './hpaSpec';

const LIMIT_MESSAGES: Record<Limit, string> = {
  DesiredWithinRange: 'the desired count is within the acceptable range',
  TooManyReplicas:
    'the desired replica count is more than the maximum replica count',
  TooFewReplicas:
    'the desired replica count is less than the minimum replica count',
  ScaleUpLimit:
    'the desired replica count is increasing faster than the maximum scale rate',
  ScaleDownLimit:
    'the desired replica count is decreasing faster than the maximum scale rate',
};

function selectorText(metric: HpaExternalMetric): string {
  const labels = Object.entries(metric.external.metric.selector.matchLabels)
    .map(([key, value]) => `${key}: ${value},`)
    .join('');
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{},}`;
}

export const GOT_SCALE: Condition = {
  type: 'AbleToScale',
  status: 'True',
  reason: 'SucceededGetScale',
  message: "the HPA controller was able to get the target's current scale",
};
export const SCALING_DISABLED: Condition = {
  type: 'ScalingActive',
  status: 'False',
  reason: 'ScalingDisabled',
  message: 'scaling is disabled since the replica count of the target is zero',
};

export function rescaled(replicas: number): Condition {
  return {
    type: 'AbleToScale',
    status: 'True',
    reason: 'SucceededRescale',
    message: `the HPA controller was able to update the target scale to ${replicas}`,
  };
}

export function validMetric(metric: HpaExternalMetric): Condition {
  return {
    type: 'ScalingActive',
    status: 'True',
    reason: 'ValidMetricFound',
    message: `the HPA was able to successfully calculate a replica count from external metric ${
      metric.external.metric.name
    }(${selectorText(metric)})`,
  };
}

export function metricFailed(error: string): Condition {
  return {
    type: 'ScalingActive',
    status: 'False',
    reason: 'FailedGetExternalMetric',
    message: `the HPA was unable to compute the replica count: ${error}`,
  };
}

export function unableToGet(metric: HpaExternalMetric, error: string): string {
  return `unable to get external metric ${
    metric.external.metric.name
  }/${selectorText(
    metric,
  )}: unable to fetch metrics from external metrics API: ${error}`;
}

export function stabilizedCondition(
  { behavior }: HpaSpec,
  current: number,
  proposed: number,
  { stabilized }: Limited,
): Condition {
  if (stabilized === proposed) {
    return {
      type: 'AbleToScale',
      status: 'True',
      reason: 'ReadyForNewScale',
      message: 'recommended size matches current size',
    };
  }
  return behavior && proposed >= current
    ? {
        type: 'AbleToScale',
        status: 'True',
        reason: 'ScaleUpStabilized',
        message:
          'recent recommendations were lower than current one, applying the lowest recent recommendation',
      }
    : {
        type: 'AbleToScale',
        status: 'True',
        reason: 'ScaleDownStabilized',
        message:
          'recent recommendations were higher than current one, applying the highest recent recommendation',
      };
}

/** Limited only if the limit changed something, as the controller says it. */
export function limitedCondition({
  limit,
  replicas,
  stabilized,
}: Limited): Condition {
  return {
    type: 'ScalingLimited',
    status: replicas === stabilized ? 'False' : 'True',
    reason: limit,
    message: LIMIT_MESSAGES[limit],
  };
}
