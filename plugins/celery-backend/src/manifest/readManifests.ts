import { pathToFileURL } from 'node:url';
import { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  Kustomization,
  kustomizationOf,
  Manifests,
  PlainObject,
} from '@celery-keda/backstage-plugin-celery-common';
import { ManifestFiles, parseYaml } from './ManifestFiles';
import { ManifestProblem } from './ManifestProblem';

const BASE = 'deploy/base';
const OVERLAYS = ['deploy/overlays/dev', 'deploy/overlays/prod'];
const KUSTOMIZATION = 'kustomization.yaml';
/** How an overlay of the template names the base. */
const BASE_OF_OVERLAY = '../../base';

/** A base of the template has one file per queue and five more. */
const MAX_FILES = 60;
/** A file of the base itself: no other folder, no address. */
const FILE = /^(\.\/)?[\w-][\w.-]*\.ya?ml$/;

/**
 * Where an entity's sources are, as the catalog knows it.
 *
 * @internal
 */
export interface SourceLocation {
  /** `url`, or `file` for what lies on the portal's own machine. */
  type: string;
  /** A folder, or a file in it. */
  target: string;
}

/**
 * Turns a path in a repository into what the portal's URL readers read.
 *
 * @throws ManifestProblem for a location that is of no such kind.
 *
 * @internal
 */
export function urlResolver(
  config: Config,
  { type, target }: SourceLocation,
): (path: string) => string {
  const integrations = ScmIntegrations.fromConfig(config);
  const base = type === 'file' ? pathToFileURL(target).href : target;
  if (!['url', 'file'].includes(type) || !URL.canParse(base)) {
    throw new ManifestProblem('no-source');
  }
  return path => integrations.resolveUrl({ url: `./${path}`, base });
}

/**
 * Reads a repository's manifests as the template lays them out.
 *
 * @throws ManifestProblem, or what the portal's URL readers throw.
 *
 * @internal
 */
export async function readManifests(
  files: ManifestFiles,
  urlOf: (path: string) => string,
): Promise<Manifests> {
  const kustomizationIn = async (folder: string) => {
    const [document] = await files.read(urlOf(`${folder}/${KUSTOMIZATION}`));
    const kustomization = kustomizationOf(document, parsePatch);
    if (!kustomization) {
      throw new ManifestProblem('invalid');
    }
    return kustomization;
  };
  const overlayIn = async (path: string) => {
    try {
      const kustomization = await kustomizationIn(path);
      return isOnBase(kustomization) ? [{ path, kustomization }] : [];
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return [];
      }
      throw error;
    }
  };

  const kustomization = await kustomizationIn(BASE);
  const names = kustomization.resources.filter(name => FILE.test(name));
  if (names.length > MAX_FILES) {
    throw new ManifestProblem('too-large');
  }
  const [documents, overlays] = await Promise.all([
    Promise.all(names.map(name => files.read(urlOf(`${BASE}/${name}`)))),
    Promise.all(OVERLAYS.map(overlayIn)),
  ]);
  return {
    base: {
      path: BASE,
      kustomization: {
        ...kustomization,
        complete:
          kustomization.complete &&
          names.length === kustomization.resources.length,
      },
      objects: documents.flat().filter(isObject),
    },
    overlays: overlays.flat(),
  };
}

function isOnBase({ resources }: Kustomization): boolean {
  return resources.some(name => name.replace(/\/$/, '') === BASE_OF_OVERLAY);
}

function parsePatch(text: string): unknown {
  const [patch] = parseYaml(text);
  return patch;
}

function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
