import { Document, parseAllDocuments } from 'yaml';
import { KubernetesObject } from '../store/objects';
import { NewObject } from '../store/ObjectStore';
import { OBJECT, problemOf, SCHEMAS } from './schemas';

/** Something in a manifest that its author has to mend. */
export interface ManifestProblem {
  /** Relative to the service's folder. */
  file: string;
  message: string;
}

/** An object as a manifest describes it, in any kind's shape. */
export type ManifestObject = NewObject<
  KubernetesObject<Record<string, unknown>>
> & {
  data?: Record<string, string>;
  stringData?: Record<string, string>;
};

export interface ParsedManifest {
  objects: ManifestObject[];
  /** A Kustomization's namespace for everything beside it. */
  namespace?: string;
  problems: ManifestProblem[];
}

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
    try {
      const value = valueOf(document);
      if (isKustomization(value)) {
        parsed.namespace = value.namespace;
      } else if (value !== null) {
        parsed.objects.push(objectOf(value, namespace));
      }
    } catch (error) {
      const [message] = (error as Error).message.split('\n');
      parsed.problems.push({ file, message: message.replace(/:$/, '') });
    }
  }
  return parsed;
}

function valueOf(document: Document.Parsed): unknown {
  const [error] = document.errors;
  if (error) {
    throw error;
  }
  return document.toJS();
}

function isKustomization(
  value: unknown,
): value is { kind: 'Kustomization'; namespace?: string } {
  return (value as { kind?: unknown } | null)?.kind === 'Kustomization';
}

function objectOf(value: unknown, namespace: string): ManifestObject {
  const basics = problemOf(OBJECT, value);
  if (basics) {
    throw new Error(`not a Kubernetes object: ${basics}`);
  }
  const object = value as ManifestObject;
  const { kind, metadata } = object;
  const schema = SCHEMAS[kind];
  const problem = schema && problemOf(schema, object);
  if (problem) {
    throw new Error(`${kind} ${metadata.name}: ${problem}`);
  }
  return {
    ...object,
    metadata: { ...metadata, namespace: metadata.namespace ?? namespace },
  };
}
