import { BASE, plan } from './__fixtures__/manifests';
import { comparePlans, planSettingsOf } from '.';

describe('planSettingsOf', () => {
  it('finds a plan’s numbers again in what was made of it', () => {
    const {
      target,
      minReplicas,
      maxReplicas,
      pollingSeconds,
      cooldownSeconds,
      initialCooldownSeconds,
      scaleUpPods,
      scaleDownWindowSeconds,
    } = plan;
    expect(
      planSettingsOf({ scaledObject: BASE[1], deployment: BASE[0] }),
    ).toEqual({
      watches: 'waiting: orders:orders, running: orders:unacked',
      formula: 'waiting + running',
      target,
      minReplicas,
      maxReplicas,
      pollingSeconds,
      cooldownSeconds,
      initialCooldownSeconds,
      scaleUpPods,
      scaleDownWindowSeconds,
      graceSeconds: 105,
      concurrency: 2,
      softTimeLimitSeconds: null,
      hardTimeLimitSeconds: 90,
      softShutdownSeconds: null,
      visibilityTimeoutSeconds: null,
      memoryMi: 256,
    });
  });

  it('fills in what KEDA and Kubernetes do by themselves', () => {
    expect(
      planSettingsOf({
        scaledObject: {
          spec: {
            triggers: [
              {
                type: 'redis',
                metadata: { listName: 'q\x06\x163', listLength: '5' },
              },
              { type: 'cron', metadata: {} },
            ],
          },
        },
        deployment: {},
      }),
    ).toMatchObject({
      watches: 'q\\u0006\\u00163',
      formula: null,
      target: 5,
      minReplicas: 0,
      maxReplicas: 100,
      pollingSeconds: 30,
      cooldownSeconds: 300,
      initialCooldownSeconds: 0,
      graceSeconds: 30,
      concurrency: null,
      memoryMi: null,
    });
  });

  it('says nothing of objects that are not there', () => {
    expect(planSettingsOf({})).toEqual({});
    expect(Object.keys(planSettingsOf({ deployment: {} }))).not.toContain(
      'maxReplicas',
    );
  });

  it('makes no number of what is none', () => {
    expect(
      planSettingsOf({
        deployment: {
          spec: {
            template: {
              spec: {
                containers: [
                  {
                    env: [{ name: 'WORKER_CONCURRENCY', value: 'two' }],
                    resources: { limits: { memory: 'much' } },
                  },
                ],
              },
            },
          },
        },
      }),
    ).toMatchObject({ concurrency: null, memoryMi: null });
  });
});

describe('comparePlans', () => {
  it('has what differs first, and leaves out what neither sets', () => {
    expect(
      comparePlans(
        { minReplicas: 0, maxReplicas: 9, formula: null },
        { minReplicas: 0, maxReplicas: 20, formula: null },
      ),
    ).toEqual([
      {
        name: 'maxReplicas',
        inForce: 9,
        inRepository: 20,
        verdict: 'differs',
      },
      { name: 'minReplicas', inForce: 0, inRepository: 0, verdict: 'same' },
    ]);
  });

  it('tells not set from not known', () => {
    const verdicts = comparePlans(
      { concurrency: null, graceSeconds: 30 },
      { concurrency: 2, maxReplicas: 20 },
    ).map(({ name, verdict }) => [name, verdict]);
    expect(verdicts).toEqual([
      ['concurrency', 'differs'],
      ['maxReplicas', 'unknown'],
      ['graceSeconds', 'unknown'],
    ]);
  });

  it('does not mind how a formula is laid out', () => {
    expect(
      comparePlans({ formula: 'a + b' }, { formula: 'a\n  + b\n' })[0].verdict,
    ).toBe('same');
  });
});
