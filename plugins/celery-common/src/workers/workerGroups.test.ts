import { FIXTURES, readFixture } from '../__fixtures__/fixture';
import { CeleryService } from '../annotations';
import {
  autoscaler,
  deployment,
  nothing,
  orders,
  pod,
  scaledObject,
  twoQueues,
} from './__fixtures__/objects';
import { workerGroupsOf } from './workerGroups';

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
