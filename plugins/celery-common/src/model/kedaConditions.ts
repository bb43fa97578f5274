import { Condition, findCondition } from './conditions';
import { KedaReason } from './kedaDecision';
import { Pausing } from './pausing';

export const READY: Condition = {
  type: 'Ready',
  status: 'True',
  reason: 'ScaledObjectReady',
  message: 'ScaledObject is defined correctly and is ready for scaling',
};

export const NO_FALLBACK: Condition = {
  type: 'Fallback',
  status: 'False',
  reason: 'NoFallbackFound',
  message: 'No fallbacks are active on this scaled object',
};

export const NEVER_PAUSED: Condition = { type: 'Paused', status: 'False' };

export const PAUSED: Condition = {
  type: 'Paused',
  status: 'True',
  reason: 'ScaledObjectPaused',
  message: 'ScaledObject is paused',
};
const UNPAUSED: Condition = {
  type: 'Paused',
  status: 'False',
  reason: 'ScaledObjectUnpaused',
  message: 'pause annotation removed for ScaledObject',
};
export const PAUSED_READY: Condition = { ...READY, message: PAUSED.message };
export const FALLING_BACK: Condition = {
  type: 'Fallback',
  status: 'True',
  reason: 'FallbackExists',
  message: 'At least one trigger is falling back on this scaled object',
};

/** A pause of one direction shows too, and so does that there once was one. */
export function pausedCondition(
  { scaleIn, scaleOut }: Pausing,
  conditions: readonly Condition[],
): Condition {
  if (scaleIn || scaleOut) {
    return PAUSED;
  }
  const before = findCondition(conditions, 'Paused');
  return before?.status === 'True' ? UNPAUSED : before ?? NEVER_PAUSED;
}

const TRIGGER_ERROR: Condition = {
  type: 'Ready',
  status: 'False',
  reason: 'TriggerError',
  message: 'Triggers defined in ScaledObject are not working correctly',
};
const PARTIAL_TRIGGER_ERROR: Condition = {
  type: 'Ready',
  status: 'Unknown',
  reason: 'PartialTriggerError',
  message: 'Some triggers defined in ScaledObject are not working correctly',
};

export function readyCondition({ code }: KedaReason): Condition {
  switch (code) {
    case 'trigger-error':
      return TRIGGER_ERROR;
    case 'partial-trigger-error':
      return PARTIAL_TRIGGER_ERROR;
    default:
      return READY;
  }
}

const FORCED: Condition = {
  type: 'Active',
  status: 'True',
  reason: 'ScalerActive',
  message:
    'Scaling is performed because activation is being forced by annotation',
};
const ACTIVE: Condition = {
  type: 'Active',
  status: 'True',
  reason: 'ScalerActive',
  message: 'Scaling is performed because triggers are active',
};
const COOLDOWN: Condition = {
  type: 'Active',
  status: 'False',
  reason: 'ScalerCooldown',
  message: 'Scaler cooling down because triggers are not active',
};
const NOT_ACTIVE: Condition = {
  type: 'Active',
  status: 'False',
  reason: 'ScalerNotActive',
  message: 'Scaling is not performed because triggers are not active',
};

export function activeCondition(
  { code }: KedaReason,
  active: boolean,
  forced: boolean,
): Condition {
  if (active) {
    return forced ? FORCED : ACTIVE;
  }
  return code === 'cooling-down' ? COOLDOWN : NOT_ACTIVE;
}

export function hpaActiveCondition(
  hpaConditions: readonly Condition[] = [],
): Condition | undefined {
  const scaling = findCondition(hpaConditions, 'ScalingActive');
  if (!scaling) {
    return undefined;
  }
  if (scaling.status === 'True') {
    return {
      type: 'HPAActive',
      status: 'True',
      reason: 'HPAActive',
      message: 'HPA is actively scaling',
    };
  }
  return scaling.reason === 'ScalingDisabled'
    ? {
        type: 'HPAActive',
        status: 'True',
        reason: 'ScalingDisabled',
        message: scaling.message,
      }
    : {
        type: 'HPAActive',
        status: 'False',
        reason: scaling.reason || 'HPAMetricsUnavailable',
        message: `HPA is not actively scaling: ${scaling.message}`,
      };
}
