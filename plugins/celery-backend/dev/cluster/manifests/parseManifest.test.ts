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

it.each([
  ['a list', '- a\n- b', 'is not a Kubernetes object'],
  ['no kind', 'apiVersion: v1', 'lacks apiVersion or kind'],
  [
    'no name',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {}',
    'the ConfigMap has no valid name: use lower case letters, digits and "-"',
  ],
  [
    'a bad name',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ../x }',
    'the ConfigMap has no valid name: use lower case letters, digits and "-"',
  ],
  [
    'no containers',
    DEPLOYMENT.replace(/containers: .*\]/, 'containers: []'),
    'Deployment orders: spec.template.spec.containers must list at least one container',
  ],
  [
    'labels that do not match',
    DEPLOYMENT.replace('labels: { app: orders }', 'labels: { app: other }'),
    "Deployment orders: spec.selector.matchLabels must match the template's labels",
  ],
  [
    'no triggers',
    'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: orders }',
    'ScaledObject orders: spec.triggers must list at least one trigger',
  ],
])('says what is wrong with %s', (_, text, message) => {
  expect(parse(text)).toEqual({
    objects: [],
    problems: [{ file: 'deploy/x.yaml', message }],
  });
});

it('keeps the good documents beside a broken one, and tells the line', () => {
  const { objects, problems } = parse(`${DEPLOYMENT}---\na: b: c\n`);
  expect(objects).toHaveLength(1);
  expect(problems).toHaveLength(1);
  expect(problems[0].message).toMatch(/at line \d+/);
});
