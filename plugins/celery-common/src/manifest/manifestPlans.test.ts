import fc from 'fast-check';
import { orders, twoQueues } from '../workers/__fixtures__/objects';
import { BASE, deployment, plan, scaledObject } from './__fixtures__/manifests';
import {
  applyPatches,
  Kustomization,
  kustomizationOf,
  manifestPlansOf,
  nearestPlan,
  PlainObject,
} from '.';

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
