import { WorkerGroup } from '@celery-keda/backstage-plugin-celery-common';
import { planSettingsOf } from './planSettings';

const GROUP: WorkerGroup = {
  queue: 'orders',
  key: 'orders:orders',
  watches: [],
  replicas: { current: 0, desired: 0, min: 0, max: 20 },
  pods: [],
  unknownKinds: {},
};

const settingsOf = (group: Partial<WorkerGroup>) =>
  Object.fromEntries(
    planSettingsOf({ ...GROUP, ...group }).map(({ id, value }) => [
      id,
      Object.values(value)[1],
    ]),
  );

describe('planSettingsOf', () => {
  it('reads a plan that sums what waits and what runs', () => {
    expect(
      settingsOf({
        scaledObject: {
          spec: {
            minReplicaCount: 0,
            maxReplicaCount: 20,
            pollingInterval: 5,
            cooldownPeriod: 60,
            initialCooldownPeriod: 60,
            triggers: [
              {
                type: 'redis',
                name: 'waiting',
                metadata: { listName: 'orders:orders', listLength: '2' },
              },
              {
                type: 'redis',
                name: 'running',
                metadata: { listName: 'orders:unacked' },
              },
              { type: 'cron', metadata: {} },
            ],
            advanced: {
              scalingModifiers: { formula: 'waiting + running', target: '2' },
            },
          },
        },
        deployment: {
          spec: { template: { spec: { terminationGracePeriodSeconds: 90 } } },
        },
      }),
    ).toEqual({
      watches: 'waiting: orders:orders, running: orders:unacked',
      formula: 'waiting + running',
      target: '2',
      min: 0,
      max: 20,
      polling: 5,
      cooldown: 60,
      initialCooldown: 60,
      grace: 90,
    });
  });

  it('fills in what KEDA and Kubernetes do by themselves', () => {
    expect(
      settingsOf({
        scaledObject: {
          spec: {
            triggers: [
              {
                type: 'redis',
                metadata: { listName: 'q\x06\x163', listLength: '5' },
              },
            ],
          },
        },
        deployment: {},
      }),
    ).toEqual({
      watches: 'q\\u0006\\u00163',
      target: '5',
      min: 0,
      max: 100,
      polling: 30,
      cooldown: 300,
      initialCooldown: 0,
      grace: 30,
    });
  });

  it('says nothing of objects that are not there', () => {
    expect(settingsOf({})).toEqual({});
    expect(settingsOf({ deployment: {} })).toEqual({ grace: 30 });
  });
});
