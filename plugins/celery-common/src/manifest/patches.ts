/** A patch that is not read, or does not fit its object. */
export class PatchProblem extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/** Lists whose entries Kubernetes tells apart by their names. */
const BY_NAME = ['containers', 'initContainers', 'env', 'volumes'];
/** Fields that are every object's own business. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/**
 * One operation of a JSON patch, on a copy.
 *
 * @throws PatchProblem when it is another than add, replace or remove, or its
 * path is not there.
 * @see RFC 6902
 */
export function operate(document: unknown, operation: unknown): unknown {
  const { op, path, value } = (operation ?? {}) as Fields;
  if (
    typeof path !== 'string' ||
    !path.startsWith('/') ||
    !['add', 'replace', 'remove'].includes(String(op))
  ) {
    throw new PatchProblem('not an operation that is read');
  }
  const steps = path
    .slice(1)
    .split('/')
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  return changedAt(document, steps, String(op), value);
}

function changedAt(
  node: unknown,
  [step, ...rest]: readonly string[],
  op: string,
  value: unknown,
): unknown {
  if (Array.isArray(node)) {
    return changedList(node, [step, ...rest], op, value);
  }
  if (!isFields(node) || FORBIDDEN.includes(step)) {
    throw new PatchProblem('no such path');
  }
  const isThere = Object.hasOwn(node, step);
  if (rest.length > 0) {
    return { ...node, [step]: changedAt(node[step], rest, op, value) };
  }
  if (op !== 'add' && !isThere) {
    throw new PatchProblem('no such path');
  }
  const { [step]: _removed, ...others } = node;
  return op === 'remove' ? others : { ...node, [step]: value };
}

function changedList(
  node: readonly unknown[],
  [step, ...rest]: readonly string[],
  op: string,
  value: unknown,
): unknown[] {
  const adds = op === 'add' && rest.length === 0;
  const index = adds && step === '-' ? node.length : Number(step);
  const most = adds ? node.length : node.length - 1;
  if (!/^(-|\d+)$/.test(step) || !(index <= most)) {
    throw new PatchProblem('no such entry');
  }
  const before = node.slice(0, index);
  if (rest.length > 0) {
    return [
      ...before,
      changedAt(node[index], rest, op, value),
      ...node.slice(index + 1),
    ];
  }
  return [
    ...before,
    ...(op === 'remove' ? [] : [value]),
    ...node.slice(op === 'add' ? index : index + 1),
  ];
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
