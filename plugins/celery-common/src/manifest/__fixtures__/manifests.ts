import { planScaling, scaledObjectOf } from '../../plan';
import { PlainObject } from '../kustomize';

/** The plan that the objects follow. */
export const plan = planScaling();
const KEYS = {
  waiting: ['orders:orders'],
  unacked: 'orders:unacked',
  running: 'orders:running',
};

const manifest = (kind: string, name: string, spec: object): PlainObject => ({
  kind,
  metadata: { name, labels: { 'celeryq.dev/queue': name } },
  spec,
});
/** A worker group's Deployment. */
export const deployment = (name: string) =>
  manifest('Deployment', name, {
    template: {
      spec: {
        terminationGracePeriodSeconds: 105,
        containers: [
          {
            name: 'worker',
            env: [
              { name: 'WORKER_CONCURRENCY', value: '2' },
              { name: 'TASK_TIME_LIMIT_SECONDS', value: '90' },
              { name: 'REDIS_HOST', valueFrom: {} },
            ],
            resources: { limits: { memory: '256Mi' } },
          },
        ],
      },
    },
  });
/** A worker group's ScaledObject. */
export const scaledObject = (name: string, waiting = KEYS.waiting) =>
  manifest('ScaledObject', name, {
    scaleTargetRef: { name },
    ...scaledObjectOf(plan, { ...KEYS, waiting }),
  });
/** The objects of a service with one queue. */
export const BASE = [deployment('orders'), scaledObject('orders')];
