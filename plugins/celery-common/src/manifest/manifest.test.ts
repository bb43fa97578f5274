import fc from 'fast-check';
import { orders, twoQueues } from '../workers/__fixtures__/objects';
import { planScaling, scaledObjectOf } from '../plan';
import {
  applyPatches,
  comparePlans,
  Kustomization,
  kustomizationOf,
  manifestPlansOf,
  nearestPlan,
  PlainObject,
  planSettingsOf,
} from '.';

const plan = planScaling();
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
const deployment = (name: string) =>
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
const scaledObject = (name: string, waiting = KEYS.waiting) =>
  manifest('ScaledObject', name, {
    scaleTargetRef: { name },
    ...scaledObjectOf(plan, { ...KEYS, waiting }),
  });
const BASE = [deployment('orders'), scaledObject('orders')];

const kustomization = (
  fields: object = {},
  parse: (text: string) => unknown = JSON.parse,
) => kustomizationOf({ resources: [], ...fields }, parse) as Kustomization;
const patch = (value: unknown, target?: object) => ({
  patch: JSON.stringify(value),
  ...(target && { target }),
});
const MOST_TWO = patch(
  [{ op: 'replace', path: '/spec/maxReplicaCount', value: 2 }],
  { kind: 'ScaledObject' },
);

function variantsOf(overlay: object, base: object = {}) {
  const [queue] = manifestPlansOf(orders, {
    base: {
      path: 'deploy/base',
      kustomization: kustomization(base),
      objects: BASE,
    },
    overlays: [
      { path: 'deploy/overlays/dev', kustomization: kustomization(overlay) },
    ],
  });
  return queue.variants;
}

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

describe('manifestPlansOf', () => {
  it('applies a JSON patch of an overlay', () => {
    const [base, dev] = variantsOf({ patches: [MOST_TWO] });
    expect([base.settings.maxReplicas, dev.settings.maxReplicas]).toEqual([
      20, 2,
    ]);
    expect([base.complete, dev.complete]).toEqual([true, true]);
    expect(nearestPlan({ ...base.settings }, [base, dev])).toBe(base);
    expect(nearestPlan({ ...base.settings, maxReplicas: 2 }, [base, dev])).toBe(
      dev,
    );
    expect(nearestPlan({}, [])).toBeUndefined();
  });

  it('merges a patch into its like, lists of named things by name', () => {
    const [base, dev] = variantsOf({
      patches: [
        patch({
          kind: 'Deployment',
          metadata: { name: 'orders' },
          spec: {
            template: {
              spec: {
                terminationGracePeriodSeconds: null,
                containers: [
                  {
                    name: 'worker',
                    env: [
                      { name: 'WORKER_CONCURRENCY', value: '4' },
                      { name: 'VISIBILITY_TIMEOUT_SECONDS', value: '60' },
                    ],
                  },
                ],
              },
            },
          },
        }),
      ],
    });
    expect(dev.settings).toEqual({
      ...base.settings,
      graceSeconds: 30,
      concurrency: 4,
      visibilityTimeoutSeconds: 60,
    });
  });

  it('changes the base as the base itself says', () => {
    const [base, dev] = variantsOf({}, { patches: [MOST_TWO] });
    expect([base.settings.maxReplicas, dev.settings.maxReplicas]).toEqual([
      2, 2,
    ]);
  });

  it.each<[string, boolean, object]>([
    ['another kind', true, { patches: [patch([{}], { kind: 'ConfigMap' })] }],
    [
      'an object that is deleted',
      true,
      {
        patches: [
          patch({
            $patch: 'delete',
            kind: 'Namespace',
            metadata: { name: 'orders' },
          }),
        ],
      },
    ],
    ['images and labels', true, { images: [{}], labels: [{}] }],
    ['a patch in a file', false, { patches: [{ path: 'more.yaml' }] }],
    ['a component', false, { components: ['../more'] }],
    ['a pattern', false, { patches: [patch([], { kind: 'Scaled.*' })] }],
    [
      'text that is no patch',
      false,
      { patches: [{ patch: '"x"', target: { kind: 'ScaledObject' } }] },
    ],
    [
      'a selector',
      false,
      { patches: [patch([], { kind: 'Deployment', labelSelector: 'a=b' })] },
    ],
    [
      'a path that is not there',
      false,
      {
        patches: [
          patch([{ op: 'replace', path: '/spec/nothing/here', value: 1 }], {
            kind: 'ScaledObject',
          }),
        ],
      },
    ],
    [
      'a directive',
      false,
      {
        patches: [
          patch({
            kind: 'ScaledObject',
            metadata: { name: 'orders' },
            spec: { triggers: [{ $patch: 'replace' }], $retainKeys: [] },
          }),
        ],
      },
    ],
  ])('%s: complete is %s', (_, complete, overlay) => {
    const [base, dev] = variantsOf(overlay);
    expect(dev.complete).toBe(complete);
    expect(dev.settings).toEqual(base.settings);
  });

  it('leaves out a queue that no manifest is about', () => {
    expect(
      manifestPlansOf(twoQueues, {
        base: {
          path: 'deploy/base',
          kustomization: kustomization(),
          objects: BASE,
        },
        overlays: [],
      }).map(({ name, variants }) => [name, variants.length]),
    ).toEqual([
      ['orders', 1],
      ['bulk', 0],
    ]);
  });

  it('tells the objects of several queues apart', () => {
    const queues = manifestPlansOf(twoQueues, {
      base: {
        path: 'deploy/base',
        kustomization: kustomization({
          patches: [
            patch([{ op: 'add', path: '/spec/pollingInterval', value: 7 }], {
              kind: 'ScaledObject',
              name: 'bulk',
            }),
          ],
        }),
        objects: [
          ...BASE,
          deployment('bulk'),
          scaledObject('bulk', ['orders:bulk']),
        ],
      },
      overlays: [],
    });
    expect(
      queues.map(({ variants }) => variants[0].settings.pollingSeconds),
    ).toEqual([plan.pollingSeconds, 7]);
  });

  it('gets over anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.object({ maxDepth: 4 })),
        fc.anything(),
        fc.anything(),
        (objects, patches, op) => {
          const read = kustomizationOf({ patches }, text => text);
          if (read) {
            applyPatches(objects as PlainObject[], read.patches);
          }
          const { objects: kept } = applyPatches(
            [...BASE, ...(objects as PlainObject[])],
            [{ target: { kind: 'ScaledObject' }, patch: [op, op] }],
          );
          expect(
            manifestPlansOf(orders, {
              base: {
                path: 'deploy/base',
                kustomization: kustomization(),
                objects: kept,
              },
              overlays: [],
            }),
          ).toHaveLength(1);
        },
      ),
    );
  });
});

describe('a JSON patch', () => {
  const changed = (spec: object, ...operations: object[]) =>
    applyPatches(
      [{ kind: 'ScaledObject', spec }],
      [{ target: { kind: 'ScaledObject' }, patch: operations }],
    );

  it('adds, replaces and removes, in lists as well', () => {
    expect(
      changed(
        { list: [1, 2], 'a/b': 1 },
        { op: 'add', path: '/spec/list/-', value: 4 },
        { op: 'add', path: '/spec/list/2', value: 3 },
        { op: 'replace', path: '/spec/list/0', value: 0 },
        { op: 'remove', path: '/spec/list/1' },
        { op: 'remove', path: '/spec/a~1b' },
      ),
    ).toEqual({
      objects: [{ kind: 'ScaledObject', spec: { list: [0, 3, 4] } }],
      complete: true,
    });
  });

  it.each([
    { op: 'move', path: '/spec/list' },
    { op: 'remove', path: '/spec/list/9' },
    { op: 'add', path: '/spec/list/x', value: 1 },
    { op: 'add', path: '/spec/__proto__/polluted', value: 1 },
    { op: 'add', path: 'spec', value: 1 },
  ])('is not half applied: %j', operation => {
    const spec = { list: [1] };
    expect(
      changed(
        spec,
        { op: 'replace', path: '/spec/list/0', value: 5 },
        operation,
      ),
    ).toEqual({ objects: [{ kind: 'ScaledObject', spec }], complete: false });
    expect({}).not.toHaveProperty('polluted');
  });
});
