import { KubernetesCondition, KubernetesMetadata, Pod } from './kubernetes';

// What an API server sends is believed leaf by leaf: types describe what it
// should send, these readers make anything else absent.

/** The value if it is text that says something. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value if it is a whole number from 0 up. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : undefined;
}

/** The value if it is a number from 0 up to where numbers are exact. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' &&
    value >= 0 &&
    value <= Number.MAX_SAFE_INTEGER
    ? value
    : undefined;
}

/** The entries of a map whose values are text. */
export function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** The entries of a map whose values are whole numbers from 0 up. */
export function countsOf(value: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(value ?? {}).filter(
      (entry): entry is [string, number] => count(entry[1]) !== undefined,
    ),
  );
}

/** The objects of a list; empty when it is none. */
export function list<T extends object>(
  value: readonly T[] | null | undefined,
): readonly T[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'object' && item !== null)
    : [];
}

/** An object's condition of a type. */
export function conditionOf(
  object:
    | { status?: { conditions?: readonly KubernetesCondition[] | null } }
    | undefined,
  type: string,
): KubernetesCondition | undefined {
  return list(object?.status?.conditions).find(
    condition => condition.type === type,
  );
}

/** A label's value. */
export function labelOf(
  object: { metadata?: KubernetesMetadata } | undefined,
  name: string,
): string | undefined {
  return text(object?.metadata?.labels?.[name]);
}

/** Milliseconds since 1970 of a time that an API server wrote. */
export function timeOf(value: unknown): number | undefined {
  const milliseconds = Date.parse(text(value) ?? '');
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** Whether a pod is being removed; it may still finish what it has. */
export function isLeaving(pod: Pod): boolean {
  return text(pod.metadata?.deletionTimestamp) !== undefined;
}

/** Whether a pod serves: it is ready, and stays. */
export function isReady(pod: Pod): boolean {
  return !isLeaving(pod) && conditionOf(pod, 'Ready')?.status === 'True';
}
