import { parseAllDocuments } from 'yaml';
import { KubernetesObject } from '../store/objects';
import { NewObject } from '../store/ObjectStore';

/** Something in a manifest that its author has to mend. */
export interface ManifestProblem {
  /** Relative to the service's folder. */
  file: string;
  message: string;
}

/** An object as a manifest describes it, in any kind's shape. */
export type ManifestObject = NewObject<
  KubernetesObject<Record<string, unknown>>
> & { data?: Record<string, string> };

export interface ParsedManifest {
  objects: ManifestObject[];
  /** A Kustomization's namespace for everything beside it. */
  namespace?: string;
  problems: ManifestProblem[];
}

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/**
 * Reads a manifest of one or more documents. What is broken becomes a
 * problem; the rest counts.
 *
 * @param namespace - for objects that name none
 */
export function parseManifest(
  file: string,
  text: string,
  namespace: string,
): ParsedManifest {
  const parsed: ParsedManifest = { objects: [], problems: [] };
  for (const document of parseAllDocuments(text)) {
    const [error] = document.errors ?? [];
    if (error) {
      const [message] = error.message.split('\n');
      parsed.problems.push({ file, message: message.replace(/:$/, '') });
      continue;
    }
    const value: unknown = document.toJS();
    if (value === null) {
      continue;
    }
    if (isKustomization(value)) {
      parsed.namespace = value.namespace;
      continue;
    }
    const message = problemOf(value);
    if (message) {
      parsed.problems.push({ file, message });
      continue;
    }
    const object = value as ManifestObject;
    parsed.objects.push({
      ...object,
      metadata: {
        ...object.metadata,
        namespace: object.metadata.namespace ?? namespace,
      },
    });
  }
  return parsed;
}

function isKustomization(
  value: unknown,
): value is { kind: 'Kustomization'; namespace?: string } {
  return (value as { kind?: unknown }).kind === 'Kustomization';
}

function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || Array.isArray(value)) {
    return 'is not a Kubernetes object';
  }
  const object = value as Partial<ManifestObject>;
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    return 'lacks apiVersion or kind';
  }
  const name: unknown = metadata?.name;
  if (typeof name !== 'string' || !NAME.test(name)) {
    return `the ${kind} has no valid name: use lower case letters, digits and "-"`;
  }
  const problem = kindProblem(kind, object.spec ?? {});
  return problem && `${kind} ${name}: ${problem}`;
}

function kindProblem(
  kind: string,
  spec: Record<string, unknown>,
): string | undefined {
  switch (kind) {
    case 'Deployment':
      return deploymentProblem(spec as DeploymentShape);
    case 'ScaledObject':
      return Array.isArray(spec.triggers) && spec.triggers.length > 0
        ? undefined
        : 'spec.triggers must list at least one trigger';
    default:
      return undefined;
  }
}

interface DeploymentShape {
  selector?: { matchLabels?: Record<string, string> };
  template?: {
    metadata?: { labels?: Record<string, string> };
    spec?: { containers?: unknown };
  };
}

function deploymentProblem({
  selector,
  template,
}: DeploymentShape): string | undefined {
  const containers = template?.spec?.containers;
  if (!Array.isArray(containers) || containers.length === 0) {
    return 'spec.template.spec.containers must list at least one container';
  }
  const wanted = Object.entries(selector?.matchLabels ?? {});
  const labels = template?.metadata?.labels ?? {};
  return wanted.length > 0 &&
    wanted.every(([key, value]) => labels[key] === value)
    ? undefined
    : "spec.selector.matchLabels must match the template's labels";
}
