import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  CompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { HistoryReader } from '../history/HistoryReader';
import { Audit } from '../router/Audit';
import { historyQuerySchema, valid } from '../router/schemas';
import { StatusReader } from '../status/StatusReader';
import { ScalingExplainer } from './ScalingExplainer';
import {
  entityInput,
  explanationOutput,
  historyInput,
  historyOutput,
  statusOutput,
} from './schemas';

/** They read, and may be repeated. */
const attributes = { readOnly: true, destructive: false, idempotent: true };

/**
 * Offers the plugin's readings to programs, such as assistants that speak MCP.
 * Each asks for the caller's permission by itself, and is audited as a request
 * is.
 *
 * @internal
 */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  audit: Audit;
  statuses: StatusReader;
  history: HistoryReader;
  explainer: ScalingExplainer;
}): void {
  const { actionsRegistry, audit, statuses, history, explainer } = options;

  async function reading<T>(
    eventId: string,
    entityRef: string,
    credentials: BackstageCredentials,
    read: (ref: CompoundEntityRef) => Promise<T>,
  ): Promise<{ output: T }> {
    const ref = parsed(entityRef);
    const event = {
      eventId,
      entityRefs: [stringifyEntityRef(ref)],
      caller: callerOf(credentials),
    };
    return { output: await audit.reading(event, () => read(ref)) };
  }

  actionsRegistry.register({
    name: 'get-queue-status',
    title: 'Get the queues of a Celery service',
    description:
      'How much waits and runs in each Celery queue of a catalog entity, how old the oldest message is, and how fast messages arrive and leave. A number that is null is unknown, never 0. When the broker does not answer, broker.state is "stale" and the numbers are from observedAt, or "unreachable" and there are none.',
    attributes,
    schema: { input: entityInput, output: statusOutput },
    action: ({ input, credentials }) =>
      reading('status-read', input.entityRef, credentials, ref =>
        statuses.one(ref, credentials),
      ),
  });

  actionsRegistry.register({
    name: 'explain-scaling',
    title: 'Explain the scaling of a Celery service',
    description:
      'Says for each Celery queue of a catalog entity in plain sentences what is going on with its work and its workers in Kubernetes, why there are as many workers as there are, what to do where something is wrong, what happens next, and what this was read from.',
    attributes,
    schema: { input: entityInput, output: explanationOutput },
    action: ({ input, credentials }) =>
      reading('scaling-explain', input.entityRef, credentials, ref =>
        explainer.explain(ref, credentials),
      ),
  });

  actionsRegistry.register({
    name: 'get-queue-history',
    title: 'Get the history of the queues of a Celery service',
    description:
      'How the Celery queues of a catalog entity and their workers developed over a stretch of time, in steps with minimum, average and maximum. A step in which nothing was recorded is left out; null is unknown, never 0.',
    attributes,
    schema: { input: historyInput, output: historyOutput },
    action: ({ input: { entityRef, ...range }, credentials }) =>
      reading('history-read', entityRef, credentials, ref =>
        history.one(ref, valid(historyQuerySchema, range), credentials),
      ),
  });
}

function parsed(entityRef: string): CompoundEntityRef {
  try {
    return parseEntityRef(entityRef);
  } catch {
    throw new InputError(
      'entityRef is not an entity reference: write kind:namespace/name, such as component:default/orders.',
    );
  }
}

function callerOf({ principal }: BackstageCredentials): string | undefined {
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject;
}
