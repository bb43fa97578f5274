import { runningKey, unackedKey } from '../keys';
import { NameProblem, nameProblem } from './messages';
import {
  PYTHON_KEYWORDS,
  PYTHON_STANDARD_LIBRARY,
  SERVICE_DEPENDENCIES,
} from './reservedNames';

/**
 * The longest name of a ScaledObject. KEDA calls its autoscaler
 * `keda-hpa-<name>`, and a Kubernetes label holds 63 characters.
 *
 * @public
 * @see https://keda.sh/docs/latest/concepts/admission-webhooks/
 */
export const MAX_SCALED_OBJECT_NAME = 54;

const DNS_CHARACTERS = /^[a-z0-9-]*$/;
// Namespaces that Kubernetes, KEDA and IBM Cloud keep for themselves; a
// service's namespace is called like the service.
const RESERVED_NAMESPACE = /^(default|keda|calico-.*|ibm-.*|kube-.*)$/;
// A queue is a Redis list; under the same prefix kombu keeps the first of
// these, and workers of a service with delayed tasks the second.
const RESERVED_KEYS: ReadonlySet<string> = new Set(
  [unackedKey, runningKey].map(key => key({ keyPrefix: '' })),
);

/**
 * The Python package of a service: its name with `_` for each `-`.
 *
 * @public
 */
export function packageName(serviceName: string): string {
  return serviceName.replace(/-/g, '_');
}

/**
 * The name shared by the ScaledObject and the Deployment of a worker group:
 * the service's for the queue that is called like it, else both.
 *
 * @public
 */
export function scaledObjectName(serviceName: string, queue: string): string {
  return queue === serviceName ? serviceName : `${serviceName}-${queue}`;
}

/**
 * Whether a new service may have this name, which becomes its repository,
 * its Kubernetes namespace, Deployment and ScaledObject, its queue and its
 * Python package. Never throws.
 *
 * @returns every problem, the one to solve first in front; empty when the
 * name may be used.
 * @public
 */
export function checkServiceName(name: string): NameProblem[] {
  const problems = checkLabel(name);
  if (problems.length > 0) {
    return problems;
  }
  const python = packageName(name);
  const params = { name, package: python };
  if (PYTHON_KEYWORDS.has(python)) {
    problems.push(nameProblem('name.keyword', params));
  }
  if (PYTHON_STANDARD_LIBRARY.has(python)) {
    problems.push(nameProblem('name.standard-library', params));
  }
  if (SERVICE_DEPENDENCIES.has(python)) {
    problems.push(nameProblem('name.dependency', params));
  }
  if (RESERVED_NAMESPACE.test(name)) {
    problems.push(nameProblem('name.namespace', params));
  }
  problems.push(...checkRedisKey(name));
  return problems;
}

/**
 * Whether a queue of a service may have this name, which becomes part of the
 * names of its Deployment and ScaledObject. Never throws.
 *
 * @returns as {@link checkServiceName}
 * @public
 */
export function checkQueueName(
  serviceName: string,
  queue: string,
): NameProblem[] {
  const problems = checkLabel(queue);
  if (problems.length > 0) {
    return problems;
  }
  if (scaledObjectName(serviceName, queue).length > MAX_SCALED_OBJECT_NAME) {
    const most = MAX_SCALED_OBJECT_NAME - serviceName.length - 1;
    const params = { service: serviceName, most, length: queue.length };
    problems.push(
      most > 0
        ? nameProblem('name.queue-too-long', params)
        : nameProblem('name.service-too-long', params),
    );
  }
  problems.push(...checkRedisKey(queue));
  return problems;
}

function checkLabel(name: string): NameProblem[] {
  if (name === '') {
    return [nameProblem('name.empty')];
  }
  const problems: NameProblem[] = [];
  if (!DNS_CHARACTERS.test(name)) {
    problems.push(nameProblem('name.characters'));
  }
  if (/^[0-9-]/.test(name)) {
    problems.push(nameProblem('name.start'));
  }
  if (name.endsWith('-')) {
    problems.push(nameProblem('name.end'));
  }
  if (name.length > MAX_SCALED_OBJECT_NAME) {
    problems.push(
      nameProblem('name.too-long', {
        most: MAX_SCALED_OBJECT_NAME,
        length: name.length,
      }),
    );
  }
  return problems;
}

function checkRedisKey(name: string): NameProblem[] {
  return RESERVED_KEYS.has(name)
    ? [nameProblem('name.redis-key', { name })]
    : [];
}
