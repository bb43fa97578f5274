import {
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  checkDescription,
  checkServiceName,
  KOMBU_PRIORITY_STEPS,
  packageName,
} from '@celery-keda/backstage-plugin-celery-common';
import { PlanEnvironment } from './environment';
import { ServiceParameters } from './parameters';
import { PlannedQueue, planQueues } from './planQueues';
import { PlannedPlace, planWhere } from './planWhere';
import { Problems } from './Problems';

/** A service with every default resolved and every number planned. */
export interface PlannedService extends PlannedPlace {
  name: string;
  /** The Python package. */
  package: string;
  description: string;
  owner: string;
  system?: string;
  /** kombu's `global_keyprefix`. */
  prefix: string;
  /** kombu's `priority_steps`: each has a Redis list of its own. */
  prioritySteps: readonly number[];
  queues: PlannedQueue[];
  /** Whether any queue has tasks with a countdown, an ETA or long retries. */
  delayedTasks: boolean;
  /** The queues' names, separated by commas. */
  queueNames: string;
}

const DEFAULT_DESCRIPTION =
  'Celery workers that KEDA scales by the length of their queues';
/** One list for all messages, whatever their priority. */
const NO_PRIORITIES: readonly number[] = [0];

/**
 * Checks all parameters, resolves the defaults and plans each queue's workers.
 *
 * @throws InputError that lists everything that is wrong, each with its
 * parameter and what is allowed
 */
export function planService(
  given: ServiceParameters,
  environment: PlanEnvironment,
): PlannedService {
  const problems = new Problems();
  const parameters = tidy(given);
  const { name } = parameters;
  const prefix = `${name}:`;
  const prioritySteps = parameters.priorities
    ? KOMBU_PRIORITY_STEPS
    : NO_PRIORITIES;
  problems.addAll('name', name, checkServiceName(name));
  const queues = planQueues(
    { name, keyPrefix: prefix, prioritySteps },
    parameters,
    problems,
  );
  const service = {
    name,
    package: packageName(name),
    description: planDescription(parameters, problems),
    owner: planOwner(parameters, problems),
    system: planEntity('system', parameters.system, problems),
    prefix,
    prioritySteps,
    ...planWhere(parameters, environment, problems),
    queues,
    delayedTasks: queues.some(
      ({ strategy }) => strategy !== 'waiting-and-running',
    ),
    queueNames: queues.map(queue => queue.name).join(','),
  };
  problems.throwIfAny();
  return service;
}

/** An untouched field of a form is an empty text: the same as none. */
function tidy(parameters: ServiceParameters): ServiceParameters {
  const entries = Object.entries(parameters).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.trim() || undefined : value,
  ]);
  return { ...Object.fromEntries(entries), name: parameters.name.trim() };
}

function planDescription(
  { description = DEFAULT_DESCRIPTION }: ServiceParameters,
  problems: Problems,
): string {
  problems.addAll('description', description, checkDescription(description));
  return description;
}

function planOwner(parameters: ServiceParameters, problems: Problems): string {
  if (!parameters.owner) {
    problems.add(
      'owner',
      parameters.owner,
      'Name the group or the user that owns the service.',
    );
  }
  return planEntity('owner', parameters.owner, problems) ?? '';
}

function planEntity(
  field: 'owner' | 'system',
  text: string | undefined,
  problems: Problems,
): string | undefined {
  const defaultKind = field === 'owner' ? 'group' : 'system';
  const ref = text && entityRef(text, defaultKind);
  if (text && !ref) {
    problems.add(
      field,
      text,
      `This does not name an entity: write ${defaultKind}:default/name.`,
    );
  }
  return ref || undefined;
}

function entityRef(text: string, defaultKind: string): string | undefined {
  const { isValidKind, isValidNamespace, isValidEntityName } = makeValidator();
  try {
    const ref = parseEntityRef(text, { defaultKind });
    const isValid =
      isValidKind(ref.kind) &&
      isValidNamespace(ref.namespace) &&
      isValidEntityName(ref.name);
    return isValid ? stringifyEntityRef(ref) : undefined;
  } catch {
    return undefined;
  }
}
