import { AuthService } from '@backstage/backend-plugin-api';
import {
  isUnknownWorkers,
  Replicas,
  stoppingWorkers,
  WorkerGroup,
  workerGroupsOf,
  WorkerObjects,
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
 * Whether messages of a service's queue are in flight.
 *
 * @internal
 */
export type IsInFlight = (entityRef: string, queue: string) => boolean;

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

  /**
   * Services of which nothing is known are left out. Never rejects.
   *
   * Workers that were told to stop count where they are the last, and messages
   * are in flight: those are theirs, and not left by everybody.
   */
  async read(
    services: readonly LocatedService[],
    isInFlight: IsInFlight,
  ): Promise<Map<string, QueueReplicas>> {
    const found = new Map<string, QueueReplicas>();
    const waiting = [...services];
    const workThrough = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const replicas = await this.#readOne(next, isInFlight);
        if (replicas) {
          found.set(next.entityRef, replicas);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
    return found;
  }

  async #readOne(
    service: LocatedService,
    isInFlight: IsInFlight,
  ): Promise<QueueReplicas | undefined> {
    const deployments = await this.#list('deployments', service);
    if (isUnknownWorkers(deployments)) {
      return undefined;
    }
    let groups = groupsOf(service, deployments, NOT_ASKED);
    const isLeft = ({ queue, replicas }: WorkerGroup) =>
      replicas.current === 0 &&
      replicas.desired === 0 &&
      isInFlight(service.entityRef, queue);
    if (groups.some(isLeft)) {
      const pods = await this.#list('pods', service);
      groups = groupsOf(service, deployments, pods);
    }
    return new Map(
      groups.map(group => [
        group.queue,
        isLeft(group)
          ? { ...group.replicas, current: stoppingWorkers(group) }
          : group.replicas,
      ]),
    );
  }

  async #list<K extends 'deployments' | 'pods'>(
    kind: K,
    service: LocatedService,
  ): Promise<WorkerObjects[K]> {
    return this.#objects.list(
      kind,
      service,
      await this.#auth.getOwnServiceCredentials(),
    );
  }
}

function groupsOf(
  service: LocatedService,
  deployments: WorkerObjects['deployments'],
  pods: WorkerObjects['pods'],
): WorkerGroup[] {
  return workerGroupsOf({
    service,
    deployments,
    pods,
    scaledObjects: NOT_ASKED,
    horizontalPodAutoscalers: NOT_ASKED,
  });
}
