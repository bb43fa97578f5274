import { FIXTURES, readFixture } from '../__fixtures__/fixture';
import { CeleryService } from '../annotations';
import {
  Deployment,
  HorizontalPodAutoscaler,
  Pod,
  ScaledObject,
} from './kubernetes';
import { WorkerObjects } from './types';
import { LABEL_QUEUE, workerGroupsOf } from './workerGroups';

const orders: CeleryService = {
  entityRef: 'component:default/orders',
  broker: 'orders-broker',
  queues: ['orders'],
  keyPrefix: 'orders:',
  prioritySteps: [0, 3, 6, 9],
};
const twoQueues: CeleryService = { ...orders, queues: ['orders', 'bulk'] };

const nothing: WorkerObjects = {
  deployments: [],
  scaledObjects: [],
  horizontalPodAutoscalers: [],
  pods: [],
};

function metadata(name: string, queue?: string) {
  return {
    name,
    namespace: 'orders',
    ...(queue ? { labels: { [LABEL_QUEUE]: queue } } : {}),
  };
}

function deployment(name: string, queue?: string): Deployment {
  return {
    metadata: metadata(name, queue),
    spec: { replicas: 3, selector: { matchLabels: { app: name } } },
    status: { replicas: 3, readyReplicas: 2 },
  };
}

function scaledObject(
  name: string,
  listNames: readonly string[],
  queue?: string,
): ScaledObject {
  return {
    metadata: metadata(name, queue),
    spec: {
      scaleTargetRef: { name },
      minReplicaCount: 0,
      maxReplicaCount: 20,
      triggers: listNames.map(listName => ({
        type: 'redis',
        metadata: { listName },
      })),
    },
  };
}

function autoscaler(name: string, target: string): HorizontalPodAutoscaler {
  return {
    metadata: metadata(name),
    spec: { minReplicas: 1, maxReplicas: 10, scaleTargetRef: { name: target } },
    status: { desiredReplicas: 7 },
  };
}

function pod(name: string, labels: Record<string, string>): Pod {
  return {
    metadata: { name, namespace: 'orders', labels },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

describe('workerGroupsOf', () => {
  it.each(FIXTURES)('finds the group in what a cluster returned: %s', name => {
    const fixture = readFixture(name);
    const { scenario, deployment: found } = fixture;
    const hpa = fixture.horizontalPodAutoscaler;
    const [group] = workerGroupsOf({
      service: { ...orders, queues: ['q'], keyPrefix: `${scenario}:` },
      deployments: [found],
      scaledObjects: [fixture.scaledObject],
      horizontalPodAutoscalers: hpa ? [hpa] : [],
      pods: [],
    });

    expect(group).toMatchObject({
      queue: 'q',
      key: `${scenario}:q`,
      name: scenario,
      namespace: 'vectors',
      deployment: found,
      scaledObject: fixture.scaledObject,
      replicas: {
        current: 0,
        desired: found.spec?.replicas,
        min: fixture.scaledObject.spec?.minReplicaCount,
        max: fixture.scaledObject.spec?.maxReplicaCount,
      },
      unknownKinds: {},
    });
    expect(group.horizontalPodAutoscaler).toBe(hpa);
  });

  it('gives each queue its own group, in the service’s order', () => {
    const groups = workerGroupsOf({
      ...nothing,
      service: twoQueues,
      deployments: [deployment('orders-bulk'), deployment('orders')],
      scaledObjects: [
        scaledObject('orders-bulk', ['orders:bulk']),
        scaledObject('orders', ['orders:orders']),
      ],
      pods: [
        pod('orders-1', { app: 'orders' }),
        pod('orders-bulk-1', { app: 'orders-bulk' }),
        pod('web-1', { app: 'web' }),
      ],
    });

    expect(
      groups.map(({ queue, name, pods }) => [
        queue,
        name,
        pods.map(each => each.metadata?.name),
      ]),
    ).toEqual([
      ['orders', 'orders', ['orders-1']],
      ['bulk', 'orders-bulk', ['orders-bulk-1']],
    ]);
  });

  it('lets the list decide over the label', () => {
    const watching = scaledObject('a', ['orders:orders']);
    const [group] = workerGroupsOf({
      ...nothing,
      service: orders,
      scaledObjects: [scaledObject('b', ['celery'], 'orders'), watching],
    });

    expect(group.scaledObject).toBe(watching);
  });

  it('lets the label decide between two that watch the list', () => {
    const labelled = scaledObject('b', ['orders:orders'], 'orders');
    const [group] = workerGroupsOf({
      ...nothing,
      service: orders,
      scaledObjects: [scaledObject('a', ['orders:orders']), labelled],
    });

    expect(group.scaledObject).toBe(labelled);
  });

  it('takes the label where no trigger watches the list', () => {
    const [group] = workerGroupsOf({
      ...nothing,
      service: twoQueues,
      deployments: [deployment('b')],
      scaledObjects: [scaledObject('b', ['celery'], 'orders')],
    });

    expect(group.name).toBe('b');
    expect(group.watches).toEqual([{ of: 'other', key: 'celery' }]);
  });

  it('takes the only ScaledObject for the only queue', () => {
    const only = scaledObject('a', ['celery']);

    expect(
      workerGroupsOf({ ...nothing, service: orders, scaledObjects: [only] })[0]
        .scaledObject,
    ).toBe(only);
    expect(
      workerGroupsOf({
        ...nothing,
        service: twoQueues,
        scaledObjects: [only],
      }).map(group => group.scaledObject),
    ).toEqual([undefined, undefined]);
  });

  it('takes the Deployment that the ScaledObject scales, and no other', () => {
    const [group] = workerGroupsOf({
      ...nothing,
      service: orders,
      deployments: [
        deployment('other', 'orders'),
        {
          ...deployment('orders'),
          metadata: { name: 'orders', namespace: 'x' },
        },
      ],
      scaledObjects: [scaledObject('orders', ['orders:orders'])],
    });

    expect(group.deployment).toBeUndefined();
    expect(group.name).toBe('orders');
    expect(group.replicas).toEqual({
      current: null,
      desired: null,
      min: 0,
      max: 20,
    });
  });

  it('finds a Deployment without a ScaledObject by its label', () => {
    const [bare, labelled] = workerGroupsOf({
      ...nothing,
      service: twoQueues,
      deployments: [deployment('web'), deployment('b', 'bulk')],
    });

    expect(bare.deployment).toBeUndefined();
    expect(labelled.name).toBe('b');
    expect(labelled.replicas).toEqual({
      current: 2,
      desired: 3,
      min: null,
      max: null,
    });
  });

  it.each([
    ['its status', { status: { hpaName: 'special' } }, 'special'],
    [
      'its spec',
      {
        spec: {
          ...scaledObject('orders', ['orders:orders']).spec,
          advanced: { horizontalPodAutoscalerConfig: { name: 'special' } },
        },
      },
      'special',
    ],
    ['KEDA’s custom', {}, 'keda-hpa-orders'],
    ['what it scales', {}, 'some-other-name'],
  ])('finds the HPA by %s', (_, difference, name) => {
    const found = autoscaler(name, 'orders');
    const [group] = workerGroupsOf({
      ...nothing,
      service: orders,
      deployments: [deployment('orders')],
      scaledObjects: [
        { ...scaledObject('orders', ['orders:orders']), ...difference },
      ],
      horizontalPodAutoscalers: [autoscaler('x', 'web'), found],
    });

    expect(group.horizontalPodAutoscaler).toBe(found);
  });

  it('knows what each trigger watches', () => {
    const listNames = [
      'orders:orders',
      'orders:orders\x06\x169',
      ' orders:orders\x06\x163 ',
      'orders:unacked',
      'orders:unacked.orders',
      'orders:unacked.bulk',
      'celery',
    ];
    const scaler = scaledObject('orders', listNames);
    scaler.spec?.triggers?.push({ type: 'cron', metadata: { listName: 'x' } });
    const watched = (service: CeleryService) =>
      workerGroupsOf({ ...nothing, service, scaledObjects: [scaler] })[0]
        .watches;

    expect(watched(orders)).toEqual([
      { of: 'waiting', key: 'orders:orders', priorityStep: 0 },
      { of: 'waiting', key: 'orders:orders\x06\x169', priorityStep: 9 },
      { of: 'waiting', key: 'orders:orders\x06\x163', priorityStep: 3 },
      { of: 'in-flight', key: 'orders:unacked' },
      { of: 'in-flight', key: 'orders:unacked.orders' },
      { of: 'other', key: 'orders:unacked.bulk' },
      { of: 'other', key: 'celery' },
      { of: 'other', key: undefined },
    ]);
    expect(watched(twoQueues)[3]).toEqual({
      of: 'in-flight-of-all',
      key: 'orders:unacked',
    });
  });
});

describe('replicas', () => {
  const scaler = scaledObject('orders', ['orders:orders']);
  const replicas = (objects: Partial<WorkerObjects>) =>
    workerGroupsOf({
      ...nothing,
      service: orders,
      deployments: [deployment('orders')],
      scaledObjects: [scaler],
      ...objects,
    })[0].replicas;

  it('count none as none where the API server leaves the number out', () => {
    const [bare] = [{ ...deployment('orders'), status: {} }];

    expect(replicas({ deployments: [bare] }).current).toBe(0);
    expect(
      replicas({ deployments: [{ ...bare, status: undefined }] }).current,
    ).toBeNull();
  });

  it('follow the Deployment, not an HPA that is behind', () => {
    const behind: HorizontalPodAutoscaler = {
      ...autoscaler('keda-hpa-orders', 'orders'),
      status: {
        desiredReplicas: 20,
        conditions: [{ type: 'ScalingActive', status: 'True' }],
      },
    };

    expect(replicas({ horizontalPodAutoscalers: [behind] }).desired).toBe(3);
    expect(
      replicas({
        deployments: { unknown: 'not-permitted' },
        horizontalPodAutoscalers: [behind],
      }).desired,
    ).toBe(20);
  });

  it('do not take the word of an HPA that does not scale', () => {
    expect(
      replicas({
        deployments: { unknown: 'not-permitted' },
        horizontalPodAutoscalers: [autoscaler('keda-hpa-orders', 'orders')],
      }).desired,
    ).toBeNull();
  });

  it('have KEDA’s bounds where none are set', () => {
    const { min, max } = replicas({
      scaledObjects: [{ ...scaler, spec: { triggers: scaler.spec?.triggers } }],
    });

    expect([min, max]).toEqual([0, 100]);
  });

  it('may go below the minimum to the idle number', () => {
    const { min } = replicas({
      scaledObjects: [
        {
          ...scaler,
          spec: { ...scaler.spec, minReplicaCount: 3, idleReplicaCount: 0 },
        },
      ],
    });

    expect(min).toBe(0);
  });

  it('have the HPA’s bounds where the ScaledObject cannot be read', () => {
    const own = autoscaler('orders', 'orders');
    const kedas: HorizontalPodAutoscaler = {
      ...own,
      metadata: {
        ...own.metadata,
        ownerReferences: [{ kind: 'ScaledObject', name: 'orders' }],
      },
    };
    const bounds = (hpa: HorizontalPodAutoscaler) => {
      const { min, max } = replicas({
        scaledObjects: { unknown: 'not-permitted' },
        horizontalPodAutoscalers: [hpa],
      });
      return [min, max];
    };

    expect(bounds(own)).toEqual([1, 10]);
    // KEDA's HPA has a minimum of 1 for a ScaledObject that goes to 0.
    expect(bounds(kedas)).toEqual([null, 10]);
    expect(
      bounds({ ...kedas, spec: { ...kedas.spec, minReplicas: 2 } }),
    ).toEqual([2, 10]);
  });

  it('are counted by pods where Deployments cannot be read', () => {
    const labels = { [LABEL_QUEUE]: 'orders' };
    const leaving = pod('orders-2', labels);
    leaving.metadata!.deletionTimestamp = '2026-11-24T19:36:26Z';

    expect(
      replicas({
        deployments: { unknown: 'not-permitted' },
        pods: [pod('orders-1', labels), leaving, { metadata: { labels } }],
      }).current,
    ).toBe(1);
    expect(
      replicas({ deployments: { unknown: 'not-permitted' } }).current,
    ).toBeNull();
  });
});

describe('what could not be read', () => {
  it('is told kind by kind while the rest is there', () => {
    const [group] = workerGroupsOf({
      ...nothing,
      service: orders,
      deployments: [deployment('orders', 'orders')],
      scaledObjects: { unknown: 'not-permitted', message: 'HTTP 403' },
    });

    expect(group.name).toBe('orders');
    expect(group.unknownKinds).toEqual({
      scaledObjects: { unknown: 'not-permitted', message: 'HTTP 403' },
    });
  });
});
