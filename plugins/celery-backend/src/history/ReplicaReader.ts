import { AuthService } from '@backstage/backend-plugin-api';
import {
  isUnknownWorkers,
  Replicas,
  workerGroupsOf,
} from '@celery-keda/backstage-plugin-celery-common';
import { LocatedService } from '../status/LocatedService';
import { WorkerObjectsReader } from '../workers/WorkerObjectsReader';

/**
 * The replicas of a service's worker groups, by queue.
 *
 * @internal
 */
export type QueueReplicas = Map<string, Replicas>;

const AT_ONCE = 5;
const NOT_ASKED = { unknown: 'not-permitted' } as const;

/**
 * Reads how many workers there are with this plugin's own credentials. Where a
 * cluster wants the viewer's own, or does not answer, nothing is known.
 *
 * @internal
 */
export class ReplicaReader {
  readonly #auth: AuthService;
  readonly #objects: WorkerObjectsReader;

  constructor(options: { auth: AuthService; objects: WorkerObjectsReader }) {
    this.#auth = options.auth;
    this.#objects = options.objects;
  }

  /** Services of which nothing is known are left out. Never rejects. */
  async read(
    services: readonly LocatedService[],
  ): Promise<Map<string, QueueReplicas>> {
    const found = new Map<string, QueueReplicas>();
    const waiting = [...services];
    const workThrough = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const replicas = await this.#readOne(next);
        if (replicas) {
          found.set(next.entityRef, replicas);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
    return found;
  }

  async #readOne(service: LocatedService): Promise<QueueReplicas | undefined> {
    const deployments = await this.#objects.list(
      'deployments',
      service,
      await this.#auth.getOwnServiceCredentials(),
    );
    if (isUnknownWorkers(deployments)) {
      return undefined;
    }
    const groups = workerGroupsOf({
      service,
      deployments,
      scaledObjects: NOT_ASKED,
      horizontalPodAutoscalers: NOT_ASKED,
      pods: NOT_ASKED,
    });
    return new Map(groups.map(({ queue, replicas }) => [queue, replicas]));
  }
}
