import {
  CeleryService,
  ServiceStatus,
} from '@celery-keda/backstage-plugin-celery-common';

/**
 * The queues of one service, and where they are.
 *
 * @public
 */
export type CeleryQueues = Pick<
  CeleryService,
  'broker' | 'queues' | 'keyPrefix' | 'prioritySteps'
>;

/**
 * What the broker last said about a service's queues.
 *
 * @public
 */
export type CelerySnapshot = Omit<ServiceStatus, 'entityRef'>;

/**
 * Reads queue numbers from the configured brokers, for everybody at once: who
 * asks within one refresh shares one reading.
 *
 * @public
 */
export interface CelerySnapshots {
  /**
   * The numbers of a service's queues. Never rejects because of a broker: what
   * is wrong with it stands in the snapshot.
   *
   * @param options - `background` when nobody looks, so that the queues are not
   * kept fresh on this account
   */
  read(
    queues: CeleryQueues,
    options?: { background?: boolean },
  ): Promise<CelerySnapshot>;
}
