import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ANNOTATION_BROKER } from '@celery-keda/backstage-plugin-celery-common';
import { parse } from 'yaml';
import {
  ManifestObject,
  ManifestProblem,
  parseManifest,
} from './parseManifest';

/** A created service as its repository describes it. */
export interface Service {
  name: string;
  /** The repository. */
  folder: string;
  /** The broker that its catalog entry names. */
  broker?: string;
  objects: ManifestObject[];
  problems: ManifestProblem[];
}

/** Where a repository has its manifests. */
export const MANIFESTS = join('deploy', 'base');

const CATALOG_INFO = 'catalog-info.yaml';

/** The files of a repository that the cluster reads, relative to it. */
export async function serviceFiles(folder: string): Promise<string[]> {
  const manifests = await readdir(join(folder, MANIFESTS)).catch(() => []);
  return [
    CATALOG_INFO,
    ...manifests
      .filter(name => /\.ya?ml$/.test(name))
      .sort()
      .map(name => join(MANIFESTS, name)),
  ];
}

/** Reads a repository's manifests and its catalog entry. */
export async function readService(
  name: string,
  folder: string,
): Promise<Service> {
  const [, ...files] = await serviceFiles(folder);
  const service: Service = {
    name,
    folder,
    broker: await readBroker(folder),
    objects: [],
    problems: [],
  };
  const texts = await Promise.all(
    files.map(async file => ({
      file,
      text: await readFile(join(folder, file), 'utf8').catch(() => ''),
    })),
  );
  const namespace =
    texts
      .map(({ file, text }) => parseManifest(file, text, name).namespace)
      .find(Boolean) ?? name;
  for (const { file, text } of texts) {
    const { objects, problems } = parseManifest(file, text, namespace);
    service.objects.push(...objects);
    service.problems.push(...problems);
  }
  return service;
}

async function readBroker(folder: string): Promise<string | undefined> {
  try {
    const entity = parse(await readFile(join(folder, CATALOG_INFO), 'utf8'));
    const broker: unknown = entity.metadata.annotations[ANNOTATION_BROKER];
    return typeof broker === 'string' ? broker : undefined;
  } catch {
    // The catalog reports what is wrong there.
    return undefined;
  }
}
