import { parseEntityRef } from '@backstage/catalog-model';
import { CustomErrorBase, ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  MAX_QUERY_ENTITY_REFS,
  ServiceHistory,
  serviceHistorySchema,
  ServiceManifest,
  serviceManifestSchema,
  ServiceStatus,
  serviceStatusSchema,
  StatusQueryResponse,
  statusQueryResponseSchema,
} from '@celery-keda/backstage-plugin-celery-common';
import { CeleryApi, CeleryRequestOptions, HistorySpan } from './CeleryApi';

/**
 * The backend's answer is not what the contract says, which usually means
 * that the plugin's frontend and backend are of different versions.
 *
 * @public
 */
export class InvalidAnswerError extends CustomErrorBase {
  name = 'InvalidAnswerError' as const;
}

/** The part of a schema that reading an answer needs. */
interface Schema<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: Error };
}

/**
 * Talks to the Celery backend over HTTP, in the name of the signed-in user.
 *
 * @public
 */
export class CeleryClient implements CeleryApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** {@inheritDoc CeleryApi.getStatus} */
  async getStatus(
    entityRef: string,
    options?: CeleryRequestOptions,
  ): Promise<ServiceStatus> {
    return this.#request(entityPath(entityRef, 'status'), serviceStatusSchema, {
      signal: options?.signal,
    });
  }

  /** {@inheritDoc CeleryApi.getHistory} */
  async getHistory(
    entityRef: string,
    span: HistorySpan,
    options?: CeleryRequestOptions,
  ): Promise<ServiceHistory> {
    const query = new URLSearchParams({
      from: new Date(span.from).toISOString(),
      stepSeconds: String(span.stepSeconds),
    });
    return this.#request(
      `${entityPath(entityRef, 'history')}?${query}`,
      serviceHistorySchema,
      { signal: options?.signal },
    );
  }

  /** {@inheritDoc CeleryApi.getManifest} */
  async getManifest(
    entityRef: string,
    options?: CeleryRequestOptions,
  ): Promise<ServiceManifest> {
    return this.#request(
      entityPath(entityRef, 'manifest'),
      serviceManifestSchema,
      { signal: options?.signal },
    );
  }

  /** {@inheritDoc CeleryApi.queryStatus} */
  async queryStatus(
    entityRefs: readonly string[],
    options?: CeleryRequestOptions,
  ): Promise<StatusQueryResponse> {
    const items: StatusQueryResponse['items'] = [];
    for (
      let start = 0;
      start < entityRefs.length;
      start += MAX_QUERY_ENTITY_REFS
    ) {
      const answer = await this.#request(
        'v1/status/query',
        statusQueryResponseSchema,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            entityRefs: entityRefs.slice(start, start + MAX_QUERY_ENTITY_REFS),
          }),
          signal: options?.signal,
        },
      );
      items.push(...answer.items);
    }
    return { items };
  }

  async #request<T>(
    path: string,
    schema: Schema<T>,
    init: RequestInit,
  ): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('celery');
    const response = await this.#fetchApi.fetch(`${baseUrl}/${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    // A proxy in between may answer 200 with a page of its own.
    const body: unknown = await response.json().catch(() => undefined);
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      throw new InvalidAnswerError(
        'The Celery backend answered in a form that this page does not know',
        parsed.error,
      );
    }
    return parsed.data;
  }
}

function entityPath(entityRef: string, what: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return ['v1', 'entities', kind, namespace, name, what]
    .map(encodeURIComponent)
    .join('/');
}
