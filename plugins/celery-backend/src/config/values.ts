import { Config } from '@backstage/config';

/**
 * A start-up error that names a key of app-config and never its value.
 *
 * @internal
 */
export function configProblem(key: string, problem: string): Error {
  return new Error(`Invalid configuration: ${key} ${problem}.`);
}

/**
 * A number of app-config within bounds.
 *
 * @param path - where `config` itself stands, for the message
 *
 * @internal
 */
export function optionalNumber(
  config: Config,
  path: string,
  key: string,
  bounds: { min: number; max: number; integer?: boolean },
): number | undefined {
  const value = config.getOptionalNumber(key);
  if (value === undefined) {
    return undefined;
  }
  const { min, max, integer } = bounds;
  if (value < min || value > max || (integer && !Number.isInteger(value))) {
    throw configProblem(
      `${path}.${key}`,
      `must be a ${integer ? 'whole ' : ''}number from ${min} to ${max}`,
    );
  }
  return value;
}

/**
 * Refuses keys that nobody reads, so that a misspelt one does not go unnoticed.
 *
 * @internal
 */
export function onlyKeys(
  config: Config,
  path: string,
  known: readonly string[],
): void {
  const unknown = config.keys().find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw configProblem(
      `${path}.${unknown}`,
      `is not known: the keys here are ${known.join(', ')}`,
    );
  }
}
