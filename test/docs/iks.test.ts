import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readDocument, ROOT } from './documents';

const SKELETON = 'templates/celery-service/skeleton';
const WORKERS = 'templates/celery-service/skeleton-queue/deploy/base';
const commands = readDocument('docs/iks.md')
  .blocks.map(({ code }) => code)
  .join('\n');

function file(...path: string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}

it('makes the Secret with the keys that workers and KEDA read', () => {
  const readers = [
    `${SKELETON}/deploy/base/triggerauthentication.yaml`,
    ...readdirSync(join(ROOT, WORKERS)).map(name => join(WORKERS, name)),
  ];
  const wanted = readers.flatMap(path =>
    [...file(path).matchAll(/\bkey: (\w+)/g)].map(([, key]) => key),
  );
  const made = [...commands.matchAll(/> broker\/(\w+)/g)].map(([, key]) => key);
  expect(made.sort()).toEqual([...new Set(wanted)].sort());
});

it('installs the KEDA that the tests run, as the repository does', () => {
  const [, version] = file('test/cluster/modules/keda/go.mod').match(
    /github\.com\/kedacore\/keda\/v2 v(\S+)/,
  )!;
  const [install] = commands.match(/helm upgrade[^]*?\nkubectl/)!;
  expect(install).toContain(`--version ${version} `);
  expect(new Set(commands.match(/\d+\.\d+\.\d+/g))).toEqual(new Set([version]));
  expect(file(SKELETON, 'docs/deploy.md')).toMatch(`--version ${version}`);

  const values = parse(file(SKELETON, 'deploy/cluster/keda-values.yaml'));
  expect(install).toContain(
    [
      '--set global.image.registry="$REGISTRY"',
      `--set 'imagePullSecrets[0].name=${values.imagePullSecrets[0].name}'`,
    ].join(' '),
  );
  expect(install).toContain(
    [
      `--set operator.replicaCount=${values.operator.replicaCount}`,
      `--set podDisruptionBudget.operator.minAvailable=${values.podDisruptionBudget.operator.minAvailable}`,
    ].join(' '),
  );
  expect(install).toContain(
    `--set rbac.aggregateToDefaultRoles=${values.rbac.aggregateToDefaultRoles}`,
  );
});
