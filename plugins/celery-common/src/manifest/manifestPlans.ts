import type { CeleryService } from '../annotations';
import {
  Deployment,
  ScaledObject,
  UnknownWorkers,
  workerGroupsOf,
} from '../workers';
import type { ManifestPlan, ServiceManifest } from './contract';
import { applyPatches, Kustomization, PlainObject } from './kustomize';
import { planSettingsOf } from './planSettings';

/**
 * A repository's manifests: its base, and the overlays that are put on it.
 *
 * @public
 */
export interface Manifests {
  base: {
    path: string;
    kustomization: Kustomization;
    objects: readonly PlainObject[];
  };
  overlays: readonly { path: string; kustomization: Kustomization }[];
}

const NO_CLUSTER: UnknownWorkers = { unknown: 'not-installed' };

/**
 * The plan of each of a service's queues as its repository's manifests have
 * it, in the base and in every overlay. Never throws, whatever the objects.
 *
 * @public
 */
export function manifestPlansOf(
  service: CeleryService,
  { base, overlays }: Manifests,
): ServiceManifest['queues'] {
  const { patches, complete } = base.kustomization;
  const asBase = applyPatches(base.objects, patches);
  const isBaseComplete = complete && asBase.complete;
  const variants = [
    {
      path: base.path,
      complete: isBaseComplete,
      objects: asBase.objects,
    },
    ...overlays.map(({ path, kustomization }) => {
      const applied = applyPatches(asBase.objects, kustomization.patches);
      return {
        path,
        complete: isBaseComplete && kustomization.complete && applied.complete,
        objects: applied.objects,
      };
    }),
  ];
  const plans = variants.map(variant => plansOf(service, variant));
  return service.queues.map((name, index) => ({
    name,
    variants: plans.flatMap(ofVariant => ofVariant[index] ?? []),
  }));
}

function plansOf(
  service: CeleryService,
  variant: Omit<ManifestPlan, 'settings'> & { objects: readonly PlainObject[] },
): (ManifestPlan | undefined)[] {
  const { path, complete, objects } = variant;
  const ofKind = (kind: string) =>
    objects.filter(object => object.kind === kind);
  return workerGroupsOf({
    service,
    deployments: ofKind('Deployment') as Deployment[],
    scaledObjects: ofKind('ScaledObject') as ScaledObject[],
    horizontalPodAutoscalers: NO_CLUSTER,
    pods: NO_CLUSTER,
  }).map(group =>
    group.deployment || group.scaledObject
      ? { path, complete, settings: planSettingsOf(group) }
      : undefined,
  );
}
