import { applyPatch, Operation } from 'fast-json-patch';

/** A patch that is not read, or does not fit its object. */
export class PatchProblem extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/** Lists whose entries Kubernetes tells apart by their names. */
const BY_NAME = ['containers', 'initContainers', 'env', 'volumes'];
/** Fields that are every object's own business. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/**
 * Applies a JSON patch to a copy of an object.
 *
 * @throws PatchProblem when it is malformed or does not fit the object.
 * @see RFC 6902
 */
export function jsonPatched<T extends Fields>(
  object: T,
  operations: readonly unknown[],
): T {
  try {
    return applyPatch(object, operations as Operation[], true, false)
      .newDocument;
  } catch {
    throw new PatchProblem('a JSON patch that does not fit');
  }
}

/**
 * Merges a patch into a value as Kubernetes does: fields one by one, `null`
 * removes, lists of named things by their names, other lists as a whole.
 *
 * @throws PatchProblem for directives within.
 */
export function mergePatch(
  value: unknown,
  patch: unknown,
  field: string = '',
): unknown {
  if (Array.isArray(patch)) {
    return BY_NAME.includes(field) && Array.isArray(value)
      ? mergedByName(value, patch)
      : patch;
  }
  if (!isFields(patch)) {
    return patch;
  }
  const merged: Record<string, unknown> = isFields(value) ? { ...value } : {};
  for (const [key, inner] of Object.entries(patch)) {
    if (key.startsWith('$') || FORBIDDEN.includes(key)) {
      throw new PatchProblem('not a patch that is read');
    }
    if (inner === null) {
      delete merged[key];
    } else {
      merged[key] = mergePatch(merged[key], inner, key);
    }
  }
  return merged;
}

function mergedByName(
  value: readonly unknown[],
  patch: readonly unknown[],
): unknown[] {
  const merged = [...value];
  for (const entry of patch) {
    const at = merged.findIndex(known => nameOf(known) === nameOf(entry));
    if (at < 0) {
      merged.push(mergePatch(undefined, entry));
    } else {
      merged[at] = mergePatch(merged[at], entry);
    }
  }
  return merged;
}

function nameOf(entry: unknown): unknown {
  if (!isFields(entry) || typeof entry.name !== 'string') {
    throw new PatchProblem('an entry without a name');
  }
  return entry.name;
}

/** Whether a value has fields, as opposed to a list or a scalar. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
