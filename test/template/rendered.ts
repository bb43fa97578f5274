import { Entity } from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';
import { DryRun } from './scaffolder';

/** The part of a KEDA trigger that the tests look at. */
export interface Trigger {
  name: string;
  metadata: { listName: string; listLength: string; databaseIndex: string };
  authenticationRef: { name: string };
}

/** The parts of a Deployment and a ScaledObject that the tests look at. */
export interface Spec {
  replicas?: number;
  template: {
    spec: {
      terminationGracePeriodSeconds: number;
      containers: { env: { name: string; value?: string }[] }[];
    };
  };
  minReplicaCount: number;
  maxReplicaCount: number;
  pollingInterval: number;
  cooldownPeriod: number;
  initialCooldownPeriod: number;
  advanced: {
    scalingModifiers?: { formula: string; target: string };
    horizontalPodAutoscalerConfig: {
      behavior: { scaleDown: { stabilizationWindowSeconds: number } };
    };
  };
  triggers: Trigger[];
}

export interface Manifest {
  kind: string;
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  spec: Spec;
}

/** Everything that `deploy/base` of a rendered repository applies. */
export function manifestsOf(rendered: DryRun): Manifest[] {
  const { resources } = parse(file(rendered, 'deploy/base/kustomization.yaml'));
  return (resources as string[]).flatMap(name =>
    parseAllDocuments(file(rendered, `deploy/base/${name}`)).map(document =>
      document.toJS(),
    ),
  );
}

/** One kind of a rendered repository's manifests, by queue. */
export function byQueue(
  rendered: DryRun,
  kind: string,
): Record<string, Manifest> {
  return Object.fromEntries(
    manifestsOf(rendered)
      .filter(manifest => manifest.kind === kind)
      .map(manifest => [
        manifest.metadata.labels['celeryq.dev/queue'],
        manifest,
      ]),
  );
}

/** What a rendered repository registers in the catalog. */
export function entityOf(rendered: DryRun): Entity {
  return parse(file(rendered, 'catalog-info.yaml'));
}

function file({ files, error }: DryRun, path: string): string {
  const text = files.get(path);
  if (text === undefined) {
    throw new Error(`${path} was not rendered. ${error}`);
  }
  return text;
}
