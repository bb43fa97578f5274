import {
  autoscaler,
  deployment,
  nothing,
  orders,
  pod,
  scaledObject,
} from './__fixtures__/objects';
import { HorizontalPodAutoscaler } from './kubernetes';
import { WorkerObjects } from './types';
import { LABEL_QUEUE, workerGroupsOf } from './workerGroups';

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
