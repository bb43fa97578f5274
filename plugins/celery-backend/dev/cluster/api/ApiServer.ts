import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { KubernetesObject, Pod } from '../store/objects';
import { ObjectStore } from '../store/ObjectStore';
import {
  ApiError,
  badRequest,
  invalid,
  methodNotAllowed,
  notFound,
  notServed,
  unauthorized,
  unsupportedMediaType,
} from './apiError';
import { apiVersionOf, parseResourcePath, ResourcePath } from './resources';
import { parseFieldSelector, parseLabelSelector } from './selectors';

const HOST = '127.0.0.1';
const MERGE_PATCH = 'application/merge-patch+json';
const MAX_BODY_BYTES = 1 << 20;

/** What the API needs of the cluster besides its objects. */
export interface ApiBackend {
  store: ObjectStore;
  /** Asks for the end of a pod; with its own grace unless another is given. */
  deletePod(pod: Pod, graceSeconds: number | undefined): void;
  /** The newest lines of a pod's log. */
  readLog(pod: Pod, tailLines: number | undefined): Promise<string>;
}

/**
 * The part of the Kubernetes API that a portal uses: it lists and gets
 * objects, annotates ScaledObjects, deletes pods and reads their logs.
 */
export class ApiServer {
  /** The bearer token that a client needs; a new one each time. */
  readonly token = randomBytes(24).toString('base64url');
  readonly #backend: ApiBackend;
  readonly #server: Server;

  constructor(backend: ApiBackend) {
    this.#backend = backend;
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
  }

  /** @returns the address it listens on. */
  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, HOST, resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://${HOST}:${port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      this.#authenticate(request);
      const url = new URL(request.url ?? '/', 'http://cluster');
      const answer = await this.#answer(request, url);
      if (typeof answer === 'string') {
        response.setHeader('content-type', 'text/plain').end(answer);
      } else {
        send(response, 200, answer);
      }
    } catch (error) {
      const known =
        error instanceof ApiError
          ? error
          : new ApiError(500, 'InternalError', String(error));
      send(response, known.code, known.toStatus());
    }
  }

  #authenticate(request: IncomingMessage): void {
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${this.token}`);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      throw unauthorized();
    }
  }

  async #answer(request: IncomingMessage, url: URL): Promise<object | string> {
    if (url.pathname === '/version') {
      return { major: '1', minor: '35', gitVersion: 'v1.35.4-local' };
    }
    const path = parseResourcePath(url.pathname);
    if (!path) {
      throw notServed();
    }
    if (path.name === undefined) {
      if (request.method !== 'GET') {
        throw methodNotAllowed();
      }
      return this.#list(path, url.searchParams);
    }
    const object = this.#find(path);
    switch (
      `${request.method} ${path.resource.kind}/${path.subresource ?? ''}`
    ) {
      case `GET ${object.kind}/`:
        return object;
      case 'GET Pod/log':
        return this.#backend.readLog(
          object as Pod,
          countOf(url.searchParams.get('tailLines')),
        );
      case 'PATCH ScaledObject/':
        return this.#annotate(object, request);
      case 'DELETE Pod/':
        this.#backend.deletePod(
          object as Pod,
          countOf(url.searchParams.get('gracePeriodSeconds')),
        );
        return object;
      default:
        throw path.subresource ? notServed() : methodNotAllowed();
    }
  }

  #find({ resource, namespace, name }: ResourcePath): KubernetesObject {
    const object = this.#backend.store.get(resource.kind, namespace!, name!);
    if (!object) {
      throw notFound(
        resource.group
          ? `${resource.plural}.${resource.group}`
          : resource.plural,
        name!,
      );
    }
    return object;
  }

  #list({ resource, namespace }: ResourcePath, query: URLSearchParams): object {
    const { store } = this.#backend;
    const labels = parseLabelSelector(query.get('labelSelector') ?? '');
    const fields = parseFieldSelector(query.get('fieldSelector') ?? '');
    if (!labels || !fields) {
      throw badRequest('unable to parse requirement');
    }
    return {
      kind: `${resource.kind}List`,
      apiVersion: apiVersionOf(resource),
      metadata: { resourceVersion: store.resourceVersion },
      items: store
        .list(resource.kind, namespace)
        .filter(
          object => labels(object.metadata.labels ?? {}) && fields(object),
        ),
    };
  }

  async #annotate(
    object: KubernetesObject,
    request: IncomingMessage,
  ): Promise<object> {
    if (request.headers['content-type']?.split(';')[0] !== MERGE_PATCH) {
      throw unsupportedMediaType(MERGE_PATCH);
    }
    const changes = annotationsOf(await readJson(request));
    const updated = this.#backend.store.update(object, current => {
      const annotations = { ...current.metadata.annotations };
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) {
          delete annotations[name];
        } else {
          annotations[name] = value;
        }
      }
      return { ...current, metadata: { ...current.metadata, annotations } };
    });
    return updated ?? object;
  }
}

function countOf(text: string | null): number | undefined {
  const count = Number(text ?? NaN);
  return Number.isInteger(count) && count >= 0 ? count : undefined;
}

/** The annotations of a merge patch that changes nothing else. */
function annotationsOf(patch: unknown): Record<string, string | null> {
  const annotations = (patch as { metadata?: { annotations?: unknown } } | null)
    ?.metadata?.annotations;
  const alone =
    JSON.stringify(patch) === JSON.stringify({ metadata: { annotations } });
  const values = Object.values(annotations ?? {});
  if (
    !alone ||
    typeof annotations !== 'object' ||
    !values.every(value => value === null || typeof value === 'string')
  ) {
    throw invalid(
      'the local cluster takes merge patches of metadata.annotations only: everything else comes from the manifests',
    );
  }
  return annotations as Record<string, string | null>;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new ApiError(
        413,
        'RequestEntityTooLarge',
        'the request body is too large',
      );
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw badRequest('the request body is not JSON');
  }
}

function send(response: ServerResponse, code: number, body: object): void {
  response.statusCode = code;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
