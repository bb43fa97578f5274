import { Entity } from '@backstage/catalog-model';
import { ObjectsByEntityResponse } from '@backstage/plugin-kubernetes-common';
import { KubernetesApi } from '@backstage/plugin-kubernetes-react';
import { createWorkersLoader } from './loadWorkers';
import { WORKER_RESOURCES } from './readAnswer';

const ENTITY: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: {
      'backstage.io/kubernetes-id': 'orders',
      'backstage.io/kubernetes-cluster': 'iks-prod',
    },
  },
};

const CLUSTER = { name: 'iks-prod', authProvider: 'serviceAccount' };

type ClusterItem = ObjectsByEntityResponse['items'][number];

/** One unnamed block a kind, as the Kubernetes plugin answers. */
function item(
  blocks: object[][],
  errors: ClusterItem['errors'] = [],
  name: string = 'iks-prod',
): ClusterItem {
  return {
    cluster: { name },
    podMetrics: [],
    errors,
    resources: blocks.map(resources => ({
      type: 'customresources',
      resources,
    })),
  };
}

function kubernetes(overrides: Partial<KubernetesApi>): KubernetesApi {
  return {
    getClusters: async () => [CLUSTER],
    getCustomObjectsByEntity: async () => ({ items: [] }),
    ...overrides,
  } as KubernetesApi;
}

const answering = (...items: ClusterItem[]) =>
  createWorkersLoader(
    {
      kubernetes: kubernetes({
        getCustomObjectsByEntity: async () => ({ items }),
      }),
    },
    ENTITY,
  );

const POD = { metadata: { name: 'pod' } };
const DEPLOYMENT = { metadata: { name: 'deployment' } };
const HPA = { metadata: { name: 'hpa' } };
const SCALED_OBJECT = { metadata: { name: 'scaled-object' } };

describe('createWorkersLoader', () => {
  it('asks one cluster for four kinds in one query', async () => {
    const query = jest.fn(async () => ({
      items: [item([[POD], [DEPLOYMENT], [HPA], [SCALED_OBJECT]])],
    }));
    const load = createWorkersLoader(
      { kubernetes: kubernetes({ getCustomObjectsByEntity: query }) },
      ENTITY,
    );
    await expect(load()).resolves.toEqual({
      cluster: 'iks-prod',
      objects: {
        pods: [POD],
        deployments: [DEPLOYMENT],
        horizontalPodAutoscalers: [HPA],
        scaledObjects: [SCALED_OBJECT],
      },
    });
    expect(query).toHaveBeenCalledTimes(1);
    expect(query).toHaveBeenCalledWith({
      entity: ENTITY,
      auth: {},
      customResources: WORKER_RESOURCES,
    });
    expect(WORKER_RESOURCES.map(({ plural }) => plural)).toEqual([
      'pods',
      'deployments',
      'horizontalpodautoscalers',
      'scaledobjects',
    ]);
  });

  it('tells a kind without objects from a kind that is refused', async () => {
    const load = answering(
      item(
        [[], [], [HPA]],
        [
          {
            errorType: 'UNKNOWN_ERROR',
            statusCode: 403,
            resourcePath:
              '/apis/keda.sh/v1alpha1/namespaces/orders/scaledobjects',
          },
        ],
      ),
    );
    await expect(load()).resolves.toMatchObject({
      objects: {
        pods: [],
        deployments: [],
        horizontalPodAutoscalers: [HPA],
        scaledObjects: { unknown: 'not-permitted' },
      },
    });
  });

  it('keeps kinds apart when the first ones fail', async () => {
    const load = answering(
      item(
        [[HPA], [SCALED_OBJECT]],
        [
          {
            errorType: 'UNAUTHORIZED_ERROR',
            statusCode: 401,
            resourcePath: '/api/v1/namespaces/orders/pods',
          },
          {
            errorType: 'SYSTEM_ERROR',
            statusCode: 500,
            resourcePath: '/apis/apps/v1/namespaces/orders/deployments',
          },
        ],
      ),
    );
    await expect(load()).resolves.toMatchObject({
      objects: {
        pods: { unknown: 'not-permitted' },
        deployments: { unknown: 'failed', message: 'HTTP 500' },
        horizontalPodAutoscalers: [HPA],
        scaledObjects: [SCALED_OBJECT],
      },
    });
  });

  it('sees that KEDA is not installed', async () => {
    const load = answering(
      item(
        [[POD], [DEPLOYMENT], []],
        [
          {
            errorType: 'NOT_FOUND',
            statusCode: 404,
            resourcePath: '/apis/keda.sh/v1alpha1/scaledobjects',
          },
        ],
      ),
    );
    await expect(load()).resolves.toMatchObject({
      objects: { scaledObjects: { unknown: 'not-served' } },
    });
  });

  it('takes a cluster that refuses connections for unreachable, not for empty', async () => {
    const load = answering(
      item([], [{ errorType: 'FETCH_ERROR', message: 'connect 10.0.0.1' }]),
    );
    const unreachable = { unknown: 'cluster-unreachable' };
    await expect(load()).resolves.toEqual({
      cluster: 'iks-prod',
      objects: {
        pods: unreachable,
        deployments: unreachable,
        horizontalPodAutoscalers: unreachable,
        scaledObjects: unreachable,
      },
    });
  });

  it('reads the cluster that the entity names, of several', async () => {
    const load = answering(
      item([[{ metadata: { name: 'other' } }], [], [], []], [], 'iks-test'),
      item([[POD], [], [], []]),
    );
    await expect(load()).resolves.toMatchObject({
      cluster: 'iks-prod',
      objects: { pods: [POD] },
    });
  });

  it('takes no answer about the service for nothing there', async () => {
    await expect(answering()()).resolves.toEqual({
      objects: {
        pods: [],
        deployments: [],
        horizontalPodAutoscalers: [],
        scaledObjects: [],
      },
    });
  });

  it.each([
    ['no Kubernetes plugin', undefined, 'not-installed'],
    [
      'no clusters configured',
      { getClusters: async () => [] },
      'not-configured',
    ],
    [
      'the named cluster not configured',
      { getClusters: async () => [{ ...CLUSTER, name: 'other' }] },
      'not-configured',
    ],
    [
      'no Kubernetes backend',
      {
        getClusters: () =>
          Promise.reject(
            new Error(
              'Could not find the Kubernetes Backend (HTTP 404). Make sure the plugin has been fully installed.',
            ),
          ),
      },
      'not-configured',
    ],
    [
      'no permission in the portal',
      {
        getCustomObjectsByEntity: () =>
          Promise.reject(
            new Error('Request failed with 403 Forbidden, {"error":{}}'),
          ),
      },
      'not-permitted',
    ],
    [
      'anything else',
      {
        getCustomObjectsByEntity: () => Promise.reject(new Error('Oh no')),
      },
      'failed',
    ],
  ])('answers with the reason: %s', async (_, api, unknown) => {
    const load = createWorkersLoader(
      { kubernetes: api && kubernetes(api) },
      ENTITY,
    );
    await expect(load()).resolves.toEqual({ unknown });
  });

  it('asks nobody about an entity that names no workload', async () => {
    const getClusters = jest.fn();
    const load = createWorkersLoader(
      { kubernetes: kubernetes({ getClusters }) },
      { ...ENTITY, metadata: { name: 'orders' } },
    );
    await expect(load()).resolves.toEqual({ unknown: 'not-annotated' });
    expect(getClusters).not.toHaveBeenCalled();
  });

  it('sends the token of the person who looks, where a cluster wants it', async () => {
    const query = jest.fn(async () => ({ items: [] }));
    const load = createWorkersLoader(
      {
        kubernetes: kubernetes({
          getClusters: async () => [
            { name: 'iks-prod', authProvider: 'oidc', oidcTokenProvider: 'w3' },
            { name: 'iks-test', authProvider: 'google' },
          ],
          getCustomObjectsByEntity: query,
        }),
        authProviders: {
          getCredentials: async () => ({}),
          decorateRequestBodyForAuth: async (provider, body) => ({
            ...body,
            auth: { ...body.auth, [provider]: 'token' },
          }),
        },
      },
      ENTITY,
    );
    await load();
    expect(query).toHaveBeenCalledWith(
      expect.objectContaining({ auth: { 'oidc.w3': 'token' } }),
    );
  });

  describe('with a cluster that hangs', () => {
    beforeEach(() => {
      jest.useFakeTimers();
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it('gives up in seconds, asks once only, and takes a late answer', async () => {
      let answer: (response: ObjectsByEntityResponse) => void = () => {};
      const query = jest.fn(
        () =>
          new Promise<ObjectsByEntityResponse>(resolve => {
            answer = resolve;
          }),
      );
      const load = createWorkersLoader(
        { kubernetes: kubernetes({ getCustomObjectsByEntity: query }) },
        ENTITY,
      );

      for (let attempt = 0; attempt < 3; attempt++) {
        const reading = load();
        await jest.advanceTimersByTimeAsync(5000);
        await expect(reading).resolves.toEqual({ unknown: 'timeout' });
      }
      expect(query).toHaveBeenCalledTimes(1);

      const late = load();
      answer({ items: [item([[POD], [], [], []])] });
      await expect(late).resolves.toMatchObject({ objects: { pods: [POD] } });

      load();
      await jest.advanceTimersByTimeAsync(0);
      expect(query).toHaveBeenCalledTimes(2);
    });

    it('asks anew after a minute without any answer', async () => {
      const query = jest.fn(
        () => new Promise<ObjectsByEntityResponse>(() => {}),
      );
      const load = createWorkersLoader(
        { kubernetes: kubernetes({ getCustomObjectsByEntity: query }) },
        ENTITY,
      );
      load();
      await jest.advanceTimersByTimeAsync(60_001);
      load();
      await jest.advanceTimersByTimeAsync(0);
      expect(query).toHaveBeenCalledTimes(2);
    });
  });
});
