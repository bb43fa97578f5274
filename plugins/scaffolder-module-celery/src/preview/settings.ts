import {
  ScalingNumbers,
  ScalingPlan,
} from '@celery-keda/backstage-plugin-celery-common';
import { Translate } from '../i18n';

/** One number of a plan. */
export type Setting = keyof ScalingNumbers;

/**
 * The numbers of a plan in the order in which they matter to a reader, each
 * with the name that it has in the manifests or in Celery's settings.
 */
export const SETTINGS: readonly { setting: Setting; name: string }[] = [
  { setting: 'strategy', name: 'triggers' },
  { setting: 'target', name: 'target' },
  { setting: 'minReplicas', name: 'minReplicaCount' },
  { setting: 'maxReplicas', name: 'maxReplicaCount' },
  { setting: 'pollingSeconds', name: 'pollingInterval' },
  { setting: 'cooldownSeconds', name: 'cooldownPeriod' },
  { setting: 'scaleUpPods', name: 'scaleUp.policies' },
  {
    setting: 'scaleDownWindowSeconds',
    name: 'scaleDown.stabilizationWindowSeconds',
  },
  { setting: 'graceSeconds', name: 'terminationGracePeriodSeconds' },
  { setting: 'visibilityTimeoutSeconds', name: 'visibility_timeout' },
  { setting: 'softTimeLimitSeconds', name: 'task_soft_time_limit' },
  { setting: 'hardTimeLimitSeconds', name: 'task_time_limit' },
  { setting: 'disablePrefetch', name: 'worker_disable_prefetch' },
  { setting: 'prefetchMultiplier', name: 'worker_prefetch_multiplier' },
  { setting: 'concurrency', name: 'worker_concurrency' },
  { setting: 'softShutdownSeconds', name: 'worker_soft_shutdown_timeout' },
  { setting: 'restoreIntervalSeconds', name: 'unacked_restore_interval' },
  { setting: 'livenessLimitSeconds', name: 'livenessProbe' },
  { setting: 'initialCooldownSeconds', name: 'initialCooldownPeriod' },
  { setting: 'behavior', name: 'behavior' },
  { setting: 'memoryMi', name: 'resources.memory' },
];

/** How many of {@link SETTINGS} are shown before anybody asks for all. */
export const FIRST_SETTINGS = 8;

/** A number of a plan in words. */
export function settingValue(
  plan: ScalingPlan,
  setting: Setting,
  t: Translate,
): string {
  const value = plan[setting];
  if (value === null) {
    return t('setting.none');
  }
  if (typeof value === 'boolean') {
    return t(value ? 'setting.on' : 'setting.off');
  }
  if (typeof value === 'string') {
    return t(`setting.strategy.${value}`);
  }
  const number = String(value);
  if (setting.endsWith('Seconds')) {
    return t('setting.seconds', { number });
  }
  return setting.endsWith('Mi') ? t('setting.mebibytes', { number }) : number;
}
