import { NameMessageKey, NameProblem, nameProblem } from './messages';
import { checkServiceName } from './serviceName';

/**
 * The longest description of a service.
 *
 * @public
 */
export const MAX_DESCRIPTION = 200;

const CONTROL_CHARACTER = /[\p{Cc}\u2028\u2029]/u;
const CLUSTER = /^(?![-_./])[-A-Za-z0-9_./]{1,253}(?<![-_./])$/;
const REGISTRY_NAMESPACE = /^[a-z0-9][a-z0-9_-]{2,28}[a-z0-9]$/;
const NAMESPACE_PROBLEMS: ReadonlySet<NameMessageKey> = new Set([
  'name.empty',
  'name.characters',
  'name.start',
  'name.end',
  'name.too-long',
  'name.namespace',
]);

/**
 * Whether this can be a service's line in the catalog. Never throws.
 *
 * @returns as {@link checkServiceName}
 * @public
 */
export function checkDescription(text: string): NameProblem[] {
  const problems: NameProblem[] = [];
  if (CONTROL_CHARACTER.test(text)) {
    problems.push(nameProblem('description.one-line'));
  }
  if (text.length > MAX_DESCRIPTION) {
    const params = { most: MAX_DESCRIPTION, length: text.length };
    problems.push(nameProblem('description.too-long', params));
  }
  return problems;
}

/**
 * Whether a service may live in a Kubernetes namespace of this name. Never
 * throws.
 *
 * @returns as {@link checkServiceName}
 * @public
 */
export function checkNamespace(name: string): NameProblem[] {
  return checkServiceName(name).filter(({ key }) =>
    NAMESPACE_PROBLEMS.has(key),
  );
}

/**
 * Whether this can be what a portal calls a cluster. Never throws.
 *
 * @returns as {@link checkServiceName}
 * @public
 */
export function checkClusterName(name: string): NameProblem[] {
  return CLUSTER.test(name) ? [] : [nameProblem('cluster.name')];
}

/**
 * Whether IBM Cloud Container Registry accepts this as a namespace. Never
 * throws.
 *
 * @returns as {@link checkServiceName}
 * @public
 */
export function checkRegistryNamespace(name: string): NameProblem[] {
  return REGISTRY_NAMESPACE.test(name) ? [] : [nameProblem('registry.name')];
}
