import { isFields, jsonPatched, mergePatch, PatchProblem } from './patches';

/**
 * A Kubernetes object as a manifest has it, nothing of which is believed
 * before it was looked at.
 *
 * @public
 */
export type PlainObject = Readonly<Record<string, unknown>>;

/**
 * What is read of a `kustomization.yaml`: the files and folders that it puts
 * together, and how it changes the objects in them.
 *
 * @public
 */
export interface Kustomization {
  resources: readonly string[];
  patches: readonly KustomizePatch[];
  /** False when it also changes objects in ways that are not read. */
  complete: boolean;
}

/**
 * One of a Kustomization's patches: a JSON patch with the objects that it is
 * for, or an object with what is to be merged into its like.
 *
 * @public
 */
export interface KustomizePatch {
  /** Absent: the patch itself names its object. */
  target?: { kind?: string; name?: string };
  patch: unknown;
}

/** What a Kustomization may hold that leaves scaling as it is. */
const HARMLESS = [
  'apiVersion',
  'kind',
  'metadata',
  'namespace',
  'resources',
  'patches',
  'images',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'configMapGenerator',
  'secretGenerator',
  'generatorOptions',
  'replicas',
  'sortOptions',
  'buildMetadata',
];
/** The kinds that a plan stands in. */
const KINDS = ['ScaledObject', 'Deployment'];
/** Kustomize takes targets for patterns: these match only themselves. */
const LITERAL = /^[A-Za-z0-9-]+$/;

/**
 * Reads a Kustomization. What it does beyond resources and patches makes it
 * incomplete, unless scaling is not concerned.
 *
 * @param value - the parsed file
 * @param parse - parses the patches that stand in it as text
 * @returns `undefined` when it is no Kustomization
 * @public
 */
export function kustomizationOf(
  value: unknown,
  parse: (text: string) => unknown,
): Kustomization | undefined {
  if (!isFields(value) || !isKind(value)) {
    return undefined;
  }
  const { resources, patches } = value;
  const read = listOf(patches).map(entry => patchOf(entry, parse));
  return {
    resources: listOf(resources).filter(
      (name): name is string => typeof name === 'string',
    ),
    patches: read.flatMap(patch => patch ?? []),
    complete:
      Object.keys(value).every(key => HARMLESS.includes(key)) &&
      !read.includes(undefined),
  };
}

/** A Kustomization may leave its kind out. */
function isKind({ kind }: PlainObject): boolean {
  return kind === undefined || kind === 'Kustomization';
}

function patchOf(
  entry: unknown,
  parse: (text: string) => unknown,
): KustomizePatch | undefined {
  if (!isFields(entry) || typeof entry.patch !== 'string') {
    return undefined;
  }
  const patch = parse(entry.patch);
  const { target } = entry;
  if (target === undefined) {
    return isFields(patch) ? { patch } : undefined;
  }
  if (!isFields(target)) {
    return undefined;
  }
  const { kind, name, ...others } = target;
  if (typeof kind === 'string' && LITERAL.test(kind)) {
    if (!KINDS.includes(kind)) {
      return { target: { kind }, patch };
    }
    const isOne = typeof name === 'string' && LITERAL.test(name);
    const readable = Object.keys(others).every(key =>
      ['group', 'version'].includes(key),
    );
    if (readable && (isOne || name === undefined || name === '.*')) {
      return { target: { kind, ...(isOne && { name }) }, patch };
    }
  }
  return undefined;
}

/**
 * Applies a Kustomization's patches to objects.
 *
 * @returns the objects as changed, and whether every patch could be applied
 * @public
 */
export function applyPatches(
  objects: readonly PlainObject[],
  patches: readonly KustomizePatch[],
): { objects: PlainObject[]; complete: boolean } {
  return patches.reduce<Applied>(applyPatch, {
    objects: [...objects],
    complete: true,
  });
}

interface Applied {
  objects: PlainObject[];
  complete: boolean;
}

function applyPatch(
  { objects, complete }: Applied,
  { target, patch }: KustomizePatch,
): Applied {
  const isConcerned = (object: PlainObject) =>
    KINDS.includes(String(object.kind)) && isFor(object, target, patch);
  try {
    return {
      objects: objects.flatMap(object =>
        isConcerned(object) ? patched(object, patch) : [object],
      ),
      complete,
    };
  } catch (error) {
    if (error instanceof PatchProblem) {
      return { objects, complete: false };
    }
    throw error;
  }
}

function isFor(
  object: PlainObject,
  target: KustomizePatch['target'],
  patch: unknown,
): boolean {
  const { kind, name } = target ?? identityOf(patch);
  return (
    object.kind === kind &&
    (name === undefined || identityOf(object).name === name)
  );
}

function identityOf(object: unknown): { kind?: unknown; name?: unknown } {
  if (!isFields(object)) {
    return {};
  }
  const { kind, metadata } = object;
  return { kind, name: isFields(metadata) ? metadata.name : undefined };
}

function patched(object: PlainObject, patch: unknown): PlainObject[] {
  if (Array.isArray(patch)) {
    return [jsonPatched(object, patch)];
  }
  if (!isFields(patch)) {
    throw new PatchProblem('no patch');
  }
  return patch.$patch === 'delete'
    ? []
    : [mergePatch(object, patch) as PlainObject];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
