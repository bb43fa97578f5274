import { Entity } from '@backstage/catalog-model';
import {
  KubernetesApi,
  KubernetesAuthProvidersApi,
} from '@backstage/plugin-kubernetes-react';
import { UnknownWorkers } from '@celery-keda/backstage-plugin-celery-common';
import { ClusterReading, readAnswer, WORKER_RESOURCES } from './readAnswer';

const ANNOTATION_ID = 'backstage.io/kubernetes-id';
const ANNOTATION_SELECTOR = 'backstage.io/kubernetes-label-selector';
/** Names the cluster that an entity's workers run in. */
export const ANNOTATION_CLUSTER = 'backstage.io/kubernetes-cluster';
/** Names the namespace that an entity's workers run in. */
export const ANNOTATION_NAMESPACE = 'backstage.io/kubernetes-namespace';

/** A service's objects in its cluster, or why there are none to be had. */
export type WorkersReading = ClusterReading | UnknownWorkers;

/** The Kubernetes plugin's APIs, as far as the portal has them. */
export interface KubernetesApis {
  kubernetes?: KubernetesApi;
  authProviders?: KubernetesAuthProvidersApi;
}

/** How long an answer is waited for. */
const GIVE_UP_MILLISECONDS = 5_000;
/** After how long an answer that never came is not expected any more. */
const FORGET_MILLISECONDS = 60_000;

/**
 * A function that asks the Kubernetes plugin for a service's objects. It
 * never rejects: what went wrong is the answer.
 *
 * The Kubernetes plugin has no time limit of its own, and one cluster that
 * hangs delays its answer for all. So an answer is waited for a few seconds
 * only, and while it is outstanding no second one is asked for.
 */
export function createWorkersLoader(
  apis: KubernetesApis,
  entity: Entity,
): () => Promise<WorkersReading> {
  let outstanding:
    | { answer: Promise<WorkersReading>; since: number }
    | undefined;

  return async () => {
    const now = Date.now();
    if (!outstanding || now - outstanding.since > FORGET_MILLISECONDS) {
      outstanding = {
        answer: ask(apis, entity).catch(unknownOf),
        since: now,
      };
    }
    const { answer } = outstanding;
    const reading = await withinTime(answer, GIVE_UP_MILLISECONDS);
    if (reading) {
      outstanding = undefined;
    }
    return reading ?? { unknown: 'timeout' };
  };
}

async function withinTime<T>(
  promise: Promise<T>,
  milliseconds: number,
): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const giveUp = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, giveUp]);
  } finally {
    clearTimeout(timer);
  }
}

async function ask(
  apis: KubernetesApis,
  entity: Entity,
): Promise<WorkersReading> {
  const annotations = entity.metadata.annotations ?? {};
  if (!annotations[ANNOTATION_ID] && !annotations[ANNOTATION_SELECTOR]) {
    return { unknown: 'not-annotated' };
  }
  if (!apis.kubernetes) {
    return { unknown: 'not-installed' };
  }
  const clusters = await apis.kubernetes.getClusters();
  const wanted = annotations[ANNOTATION_CLUSTER];
  const asked = wanted
    ? clusters.filter(({ name }) => name === wanted)
    : clusters;
  if (asked.length === 0) {
    return { unknown: 'not-configured' };
  }
  const answer = await apis.kubernetes.getCustomObjectsByEntity({
    entity,
    auth: await credentials(apis, entity, asked),
    customResources: WORKER_RESOURCES,
  });
  return readAnswer(answer, wanted);
}

/** Some clusters are read with a token of the person who looks. */
async function credentials(
  apis: KubernetesApis,
  entity: Entity,
  clusters: Awaited<ReturnType<KubernetesApi['getClusters']>>,
) {
  const names = new Set(
    clusters.map(({ authProvider, oidcTokenProvider }) =>
      oidcTokenProvider ? `${authProvider}.${oidcTokenProvider}` : authProvider,
    ),
  );
  let request: Parameters<
    KubernetesAuthProvidersApi['decorateRequestBodyForAuth']
  >[1] = { entity };
  for (const name of names) {
    request =
      (await apis.authProviders?.decorateRequestBodyForAuth(name, request)) ??
      request;
  }
  return request.auth ?? {};
}

/** The Kubernetes plugin's client rejects with nothing but a sentence. */
function unknownOf(error: unknown): UnknownWorkers {
  const message = error instanceof Error ? error.message : String(error);
  if (/\bHTTP 404\b/.test(message)) {
    return { unknown: 'not-configured' };
  }
  if (/\b(401|403)\b/.test(message)) {
    return { unknown: 'not-permitted' };
  }
  return { unknown: 'failed' };
}
