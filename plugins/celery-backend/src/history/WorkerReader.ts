import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  CeleryService,
  Replicas,
  workerGroupsOf,
} from '@celery-keda/backstage-plugin-celery-common';

/**
 * The replicas of a service's worker groups, by queue.
 *
 * @internal
 */
export type QueueReplicas = Map<string, Replicas>;

const TIMEOUT_MILLIS = 5_000;
const AT_ONCE = 5;
const DEPLOYMENTS = { group: 'apps', apiVersion: 'v1', plural: 'deployments' };
const UNKNOWN = { unknown: 'not-permitted' } as const;

/**
 * Reads how many workers there are from the Kubernetes plugin, with this
 * plugin's own credentials. Where a cluster wants the viewer's own, or does
 * not answer, nothing is known.
 *
 * @internal
 */
export class WorkerReader {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /** Services of which nothing is known are left out. Never rejects. */
  async read(
    services: readonly CeleryService[],
  ): Promise<Map<string, QueueReplicas>> {
    const found = new Map<string, QueueReplicas>();
    const waiting = [...services];
    const workThrough = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const replicas = await this.#readOne(next).catch(() => undefined);
        if (replicas) {
          found.set(next.entityRef, replicas);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
    return found;
  }

  async #readOne(service: CeleryService): Promise<QueueReplicas | undefined> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'kubernetes',
    });
    const response = await fetch(
      `${await this.#discovery.getBaseUrl(
        'kubernetes',
      )}/resources/custom/query`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({
          entityRef: service.entityRef,
          auth: {},
          customResources: [DEPLOYMENTS],
        }),
        signal: AbortSignal.timeout(TIMEOUT_MILLIS),
      },
    );
    if (!response.ok) {
      return undefined;
    }
    const { items } = await response.json();
    // With several clusters there is no telling which one the workers are in.
    if (items.length !== 1 || items[0].errors.length > 0) {
      return undefined;
    }
    const groups = workerGroupsOf({
      service,
      deployments: items[0].resources.flatMap(
        (block: { resources: object[] }) => block.resources,
      ),
      scaledObjects: UNKNOWN,
      horizontalPodAutoscalers: UNKNOWN,
      pods: UNKNOWN,
    });
    return new Map(groups.map(({ queue, replicas }) => [queue, replicas]));
  }
}
