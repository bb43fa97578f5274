import { parseManifest } from './parseManifest';

const parse = (text: string) => parseManifest('deploy/x.yaml', text, 'orders');

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec: { containers: [{ name: worker, command: [celery] }] }
`;

it('reads several documents and puts them into the namespace', () => {
  const { objects, problems } = parse(`${DEPLOYMENT}---
apiVersion: v1
kind: ConfigMap
metadata: { name: orders, namespace: elsewhere }
data: { KEY: value }
---
`);
  expect(problems).toEqual([]);
  expect(objects).toMatchObject([
    { kind: 'Deployment', metadata: { name: 'orders', namespace: 'orders' } },
    { kind: 'ConfigMap', metadata: { namespace: 'elsewhere' } },
  ]);
});

it('reads a Kustomization only for the namespace', () => {
  expect(
    parse(`
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: team
resources: [x.yaml]
`),
  ).toEqual({ objects: [], problems: [], namespace: 'team' });
});

const SCALED_OBJECT = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: orders }
spec:
  scaleTargetRef: { name: orders }
  triggers: [{ type: redis, metadata: { listName: orders, listLength: "5" } }]
`;

it.each([
  ['text', 'nothing', /^not a Kubernetes object: /],
  ['a list', '- a\n- b', /^not a Kubernetes object: /],
  ['no kind', 'apiVersion: v1', /^not a Kubernetes object: kind: /],
  [
    'no name',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {}',
    /^not a Kubernetes object: metadata\.name: /,
  ],
  [
    'a bad name',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ../x }',
    /metadata\.name: must be lower-case letters, digits, "-" and "\."$/,
  ],
  [
    'no containers',
    DEPLOYMENT.replace(/containers: .*\]/, 'containers: []'),
    /^Deployment orders: spec\.template\.spec\.containers: /,
  ],
  [
    'a number as an environment variable',
    DEPLOYMENT.replace(
      '[celery] }',
      '[celery], env: [{ name: A, value: 1 }] }',
    ),
    /^Deployment orders: spec\.template\.spec\.containers\[0\]\.env\[0\]\.value: /,
  ],
  [
    'labels that do not match',
    DEPLOYMENT.replace('labels: { app: orders }', 'labels: { app: other }'),
    /^Deployment orders: spec\.selector\.matchLabels: must match the template's labels$/,
  ],
  [
    'no triggers',
    SCALED_OBJECT.replace(/triggers: .*/, 'triggers: []'),
    /^ScaledObject orders: spec\.triggers: /,
  ],
  [
    'a number where KEDA wants text',
    SCALED_OBJECT.replace('"5"', '5'),
    /^ScaledObject orders: spec\.triggers\[0\]\.metadata\.listLength: /,
  ],
])('says what is wrong with %s', (_, text, message) => {
  expect(parse(text)).toEqual({
    objects: [],
    problems: [
      { file: 'deploy/x.yaml', message: expect.stringMatching(message) },
    ],
  });
});

it('is not led into endless aliases', () => {
  const bomb = ['a: &a [x, x]'];
  for (const [name, of] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg']) {
    bomb.push(`${name}: &${name} [${Array(9).fill(`*${of}`).join(', ')}]`);
  }
  expect(parse(bomb.join('\n')).problems).toHaveLength(1);
});

it('keeps the good documents beside a broken one, and tells the line', () => {
  const { objects, problems } = parse(`${DEPLOYMENT}---\na: b: c\n`);
  expect(objects).toHaveLength(1);
  expect(problems).toHaveLength(1);
  expect(problems[0].message).toMatch(/at line \d+/);
});
