/** Where a pod's settings come from. */
export interface ConfigSource {
  /** A Secret's values in clear text; `undefined` when there is none. */
  secret(
    namespace: string,
    name: string,
  ): Promise<Record<string, string> | undefined>;
  /** A ConfigMap's values; `undefined` when there is none. */
  configMap(
    namespace: string,
    name: string,
  ): Promise<Record<string, string> | undefined>;
}

/** A reference of a pod to something that is not there. */
export class ConfigError extends Error {}

type Kind = 'secret' | 'configMap';

const WORDS = { secret: 'secret', configMap: 'configmap' };

/**
 * All values of a Secret or ConfigMap.
 *
 * @throws {@link ConfigError} when there is none and it is not optional
 */
export async function valuesOf(
  config: ConfigSource,
  kind: Kind,
  namespace: string,
  reference: { name?: string; optional?: boolean },
): Promise<Record<string, string>> {
  const { name = '', optional } = reference;
  const values = await config[kind](namespace, name);
  if (!values && !optional) {
    throw new ConfigError(`${WORDS[kind]} "${name}" not found`);
  }
  return values ?? {};
}

/**
 * One value of a Secret or ConfigMap; `undefined` when it is optional and
 * missing.
 *
 * @throws {@link ConfigError} when it is missing and not optional
 */
export async function valueOf(
  config: ConfigSource,
  kind: Kind,
  namespace: string,
  reference: { name?: string; key: string; optional?: boolean },
): Promise<string | undefined> {
  const values = await valuesOf(config, kind, namespace, reference);
  const { key, name, optional } = reference;
  if (!(key in values) && !optional) {
    throw new ConfigError(
      `couldn't find key ${key} in ${WORDS[kind]} ${namespace}/${name}`,
    );
  }
  return values[key];
}
