import { Config } from '@backstage/config';
import { BrokerConfig, readBrokerConfig } from './brokerConfig';
import { configProblem, onlyKeys, optionalNumber } from './values';

/**
 * The plugin's configuration, validated.
 *
 * @internal
 */
export interface CeleryConfig {
  /** How long one reading of a broker serves everybody, in seconds. */
  refreshSeconds: number;
  brokers: readonly BrokerConfig[];
  /** How long history is kept; 0 records none. */
  retentionDays: number;
}

/**
 * Reads and validates `celery` of app-config.
 *
 * @throws Error that names the key at fault and what is allowed there, and
 * never the value.
 *
 * @internal
 */
export function readCeleryConfig(rootConfig: Config): CeleryConfig {
  const config = rootConfig.getOptionalConfig('celery');
  const refreshSeconds =
    (config &&
      optionalNumber(config, 'celery', 'refreshSeconds', {
        min: 1,
        max: 3600,
      })) ??
    5;
  const retentionDays = readRetentionDays(config?.getOptionalConfig('history'));
  const brokers = (config?.getOptionalConfigArray('brokers') ?? []).map(
    (broker, index) => readBrokerConfig(broker, `celery.brokers[${index}]`),
  );
  brokers.forEach(({ name }, index) => {
    const first = brokers.findIndex(other => other.name === name);
    if (first !== index) {
      throw configProblem(
        `celery.brokers[${index}].name`,
        `is the same as that of celery.brokers[${first}]: give each broker a name of its own`,
      );
    }
  });
  return { refreshSeconds, brokers, retentionDays };
}

function readRetentionDays(history: Config | undefined): number {
  const path = 'celery.history';
  if (!history) {
    return 7;
  }
  onlyKeys(history, path, ['retentionDays']);
  const bounds = { min: 0, max: 366 };
  return optionalNumber(history, path, 'retentionDays', bounds) ?? 7;
}
