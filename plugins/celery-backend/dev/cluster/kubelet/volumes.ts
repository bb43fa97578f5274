import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Container, KeyToPath, Volume } from 'kubernetes-types/core/v1';
import { ConfigSource, valuesOf } from './configSource';
import { PodSource } from './PodSource';

/** A folder of the container, and the folder of this machine that it is. */
export interface Mount {
  path: string;
  folder: string;
}

/**
 * Makes the folders of a pod's volumes: empty ones, and those that hold the
 * values of a Secret or ConfigMap.
 *
 * @param folder - the pod's own
 * @throws {@link ConfigError} for a Secret or ConfigMap that is not there
 */
export async function makeVolumes(
  pod: PodSource,
  folder: string,
  config: ConfigSource,
): Promise<void> {
  for (const volume of pod.spec.volumes ?? []) {
    const target = join(folder, volume.name);
    await mkdir(target, { recursive: true, mode: 0o700 });
    const files = await filesOf(pod, volume, config);
    for (const [name, content] of Object.entries(files)) {
      const file = join(target, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content, { mode: 0o600 });
    }
  }
}

async function filesOf(
  pod: PodSource,
  { secret, configMap }: Volume,
  config: ConfigSource,
): Promise<Record<string, string>> {
  const { namespace } = pod.metadata;
  if (secret) {
    const { secretName: name, optional, items } = secret;
    return pick(
      await valuesOf(config, 'secret', namespace, { name, optional }),
      items,
    );
  }
  if (configMap) {
    return pick(
      await valuesOf(config, 'configMap', namespace, configMap),
      configMap.items,
    );
  }
  return {};
}

function pick(
  values: Record<string, string>,
  items: KeyToPath[] | undefined,
): Record<string, string> {
  return items
    ? Object.fromEntries(
        items
          .filter(({ key }) => key in values)
          .map(({ key, path }) => [path, values[key]]),
      )
    : values;
}

/** Where a container's volumes are on this machine, the deepest path first. */
export function mountsOf(container: Container, folder: string): Mount[] {
  return (container.volumeMounts ?? [])
    .map(({ name, mountPath, subPath = '' }) => ({
      path: mountPath.replace(/\/+$/, ''),
      folder: join(folder, name, subPath),
    }))
    .sort((a, b) => b.path.length - a.path.length);
}

/**
 * A container has its own file system; a process of this machine has not. So
 * a text that is a path below a mount becomes the path on this machine.
 */
export function onThisMachine(text: string, mounts: readonly Mount[]): string {
  const mount = mounts.find(
    ({ path }) => text === path || text.startsWith(`${path}/`),
  );
  return mount ? `${mount.folder}${text.slice(mount.path.length)}` : text;
}
