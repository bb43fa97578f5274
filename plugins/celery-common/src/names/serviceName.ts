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
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export const MAX_SCALED_OBJECT_NAME = 54;

/**
 * What can be wrong with a name. Stable: pages translate each code.
 *
 * @public
 */
export type NameProblemCode =
  | 'empty'
  | 'characters'
  | 'start'
  | 'end'
  | 'too-long'
  | 'keyword'
  | 'standard-library'
  | 'dependency'
  | 'namespace'
  | 'redis-key';

/**
 * One thing that is wrong with a name.
 *
 * @public
 */
export interface NameProblem {
  code: NameProblemCode;
  /** A sentence that says what is wrong and what is allowed. */
  message: string;
}

const DNS_CHARACTERS = /^[a-z0-9-]*$/;
// Namespaces that Kubernetes, KEDA and IBM Cloud keep for themselves; a
// service's namespace is called like the service.
const RESERVED_NAMESPACE = /^(default|keda|calico-.*|ibm-.*|kube-.*)$/;
// A queue is a Redis list; under the same prefix kombu keeps this hash.
const RESERVED_KEY = 'unacked';

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
  if (PYTHON_KEYWORDS.has(python)) {
    problems.push({
      code: 'keyword',
      message: `"${python}" is a keyword of Python and cannot be a package: choose another name, such as "${name}-service".`,
    });
  }
  if (PYTHON_STANDARD_LIBRARY.has(python)) {
    problems.push({
      code: 'standard-library',
      message: `"${python}" is a module of Python's standard library, which the service would hide: choose another name, such as "${name}-service".`,
    });
  }
  if (SERVICE_DEPENDENCIES.has(python)) {
    problems.push({
      code: 'dependency',
      message: `"${python}" is a package that the service itself uses: choose another name, such as "${name}-service".`,
    });
  }
  if (RESERVED_NAMESPACE.test(name)) {
    problems.push({
      code: 'namespace',
      message: `"${name}" is a namespace that Kubernetes, KEDA or IBM Cloud keeps for itself: choose another name.`,
    });
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
  const length = scaledObjectName(serviceName, queue).length;
  if (length > MAX_SCALED_OBJECT_NAME) {
    const most = MAX_SCALED_OBJECT_NAME - serviceName.length - 1;
    problems.push({
      code: 'too-long',
      message:
        most > 0
          ? `A queue of "${serviceName}" may have at most ${most} characters, because "${serviceName}-<queue>" names its ScaledObject: this one has ${queue.length}.`
          : `"${serviceName}" is too long for a service with further queues: choose a shorter service name.`,
    });
  }
  problems.push(...checkRedisKey(queue));
  return problems;
}

function checkLabel(name: string): NameProblem[] {
  if (name === '') {
    return [
      {
        code: 'empty',
        message: 'A name is needed: lower-case letters, digits and "-".',
      },
    ];
  }
  const problems: NameProblem[] = [];
  if (!DNS_CHARACTERS.test(name)) {
    problems.push({
      code: 'characters',
      message: 'Only lower-case letters (a to z), digits and "-" are allowed.',
    });
  }
  if (/^[0-9-]/.test(name)) {
    problems.push({
      code: 'start',
      message: 'The name must start with a letter.',
    });
  }
  if (name.endsWith('-')) {
    problems.push({
      code: 'end',
      message: 'The name must end with a letter or a digit.',
    });
  }
  if (name.length > MAX_SCALED_OBJECT_NAME) {
    problems.push({
      code: 'too-long',
      message: `At most ${MAX_SCALED_OBJECT_NAME} characters are allowed, because KEDA adds its own to the name: this one has ${name.length}.`,
    });
  }
  return problems;
}

function checkRedisKey(name: string): NameProblem[] {
  return name === RESERVED_KEY
    ? [
        {
          code: 'redis-key',
          message: `Celery keeps unacknowledged messages in Redis under "${RESERVED_KEY}", so a queue cannot be called that: choose another name.`,
        },
      ]
    : [];
}
