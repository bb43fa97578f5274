import { Container, EnvVar } from 'kubernetes-types/core/v1';
import { ConfigError, ConfigSource, valueOf, valuesOf } from './configSource';
import { PodSource } from './PodSource';

/**
 * The environment variables of a container, all references resolved.
 *
 * @throws {@link ConfigError} for a reference to something that is not there
 * @see https://kubernetes.io/docs/reference/kubernetes-api/core/pod-v1/#EnvVar
 */
export async function environmentOf(
  pod: PodSource,
  container: Container,
  config: ConfigSource,
): Promise<Record<string, string>> {
  const { namespace } = pod.metadata;
  const environment: Record<string, string> = {};
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ??
    []) {
    const values = {
      ...(configMapRef &&
        (await valuesOf(config, 'configMap', namespace, configMapRef))),
      ...(secretRef &&
        (await valuesOf(config, 'secret', namespace, secretRef))),
    };
    for (const [key, value] of Object.entries(values)) {
      environment[`${prefix}${key}`] = value;
    }
  }
  for (const variable of container.env ?? []) {
    const value = await resolve(pod, variable, config, environment);
    if (value !== undefined) {
      environment[variable.name] = value;
    }
  }
  return environment;
}

async function resolve(
  pod: PodSource,
  { name, value, valueFrom }: EnvVar,
  config: ConfigSource,
  earlier: Record<string, string>,
): Promise<string | undefined> {
  const { namespace } = pod.metadata;
  if (!valueFrom) {
    return expand(value ?? '', earlier);
  }
  if (valueFrom.secretKeyRef) {
    return valueOf(config, 'secret', namespace, valueFrom.secretKeyRef);
  }
  if (valueFrom.configMapKeyRef) {
    return valueOf(config, 'configMap', namespace, valueFrom.configMapKeyRef);
  }
  if (valueFrom.fieldRef) {
    return field(pod, valueFrom.fieldRef.fieldPath);
  }
  throw new ConfigError(
    `the local cluster cannot resolve the reference of variable ${name}`,
  );
}

function field(pod: PodSource, path: string): string {
  const { metadata, spec } = pod;
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed) {
    return metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2]] ?? '';
  }
  const fields: Record<string, string | undefined> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'spec.nodeName': spec.nodeName,
    'spec.serviceAccountName': spec.serviceAccountName ?? 'default',
    'status.hostIP': '127.0.0.1',
    'status.podIP': '127.0.0.1',
  };
  if (!(path in fields)) {
    throw new ConfigError(`the local cluster does not know the field ${path}`);
  }
  return fields[path] ?? '';
}

/**
 * Replaces `$(NAME)` by the variable's value, where there is one; `$$` is a
 * plain dollar sign.
 */
export function expand(
  text: string,
  variables: Record<string, string>,
): string {
  return text.replace(/\$\$|\$\(([^()\s]+)\)/g, (found, name?: string) => {
    if (name === undefined) {
      return '$';
    }
    return variables[name] ?? found;
  });
}
