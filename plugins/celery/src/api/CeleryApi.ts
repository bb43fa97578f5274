import {
  ServiceHistory,
  ServiceManifest,
  ServiceStatus,
  StatusQueryResponse,
} from '@celery-keda/backstage-plugin-celery-common';
import { createApiRef } from '@backstage/frontend-plugin-api';

/**
 * Options that every request takes.
 *
 * @public
 */
export interface CeleryRequestOptions {
  /** Aborts the request. */
  signal?: AbortSignal;
}

/**
 * Which part of a history, and how finely.
 *
 * @public
 */
export interface HistorySpan {
  /** The start, in milliseconds since the epoch; the end is now. */
  from: number;
  /** Seconds a step, at least 15; longer steps come when there would be too many. */
  stepSeconds: number;
}

/**
 * What the pages ask of the Celery backend.
 *
 * Every method rejects with a `ResponseError` when the backend answers with
 * an error, and with an {@link InvalidAnswerError} when it answers with
 * something else than the contract says.
 *
 * @public
 */
export interface CeleryApi {
  /** The status of one catalog entity's queues. */
  getStatus(
    entityRef: string,
    options?: CeleryRequestOptions,
  ): Promise<ServiceStatus>;

  /** How the numbers of one catalog entity's queues have moved. */
  getHistory(
    entityRef: string,
    span: HistorySpan,
    options?: CeleryRequestOptions,
  ): Promise<ServiceHistory>;

  /** The scaling plans that one catalog entity's repository holds. */
  getManifest(
    entityRef: string,
    options?: CeleryRequestOptions,
  ): Promise<ServiceManifest>;

  /**
   * The status of many entities at once, each a status or an error, in the
   * order asked for.
   */
  queryStatus(
    entityRefs: readonly string[],
    options?: CeleryRequestOptions,
  ): Promise<StatusQueryResponse>;
}

/**
 * The Celery backend, as the pages see it.
 *
 * @public
 */
export const celeryApiRef = createApiRef<CeleryApi>().with({
  id: 'plugin.celery.service',
  pluginId: 'celery',
});
