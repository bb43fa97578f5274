import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../docs/documents';
import { readLockFile } from './lockFile';

const createApp = dirname(
  require.resolve('@backstage/create-app/package.json'),
);

/** The versions of the packages that a new portal of this release has. */
const { packageVersions } = jest.requireActual<{
  packageVersions: Record<string, string>;
}>(join(createApp, 'dist/lib/versions.cjs.js'));

/** Installed versions of Backstage's packages, by name. */
function installed(): Map<string, Set<string>> {
  const versions = new Map<string, Set<string>>();
  for (const [path, { version }] of Object.entries(readLockFile())) {
    const name = path.split('node_modules/').pop()!;
    if (name.startsWith('@backstage/') && version) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
  }
  return versions;
}

it('has each of Backstage’s packages once', () => {
  const several = [...installed()].filter(([, versions]) => versions.size > 1);
  expect(several).toEqual([]);
});

it('has them of the release that a new portal has', () => {
  const versions = installed();
  const shared = Object.keys(packageVersions).filter(name =>
    versions.has(name),
  );
  expect(shared.length).toBeGreaterThan(40);
  expect(shared.map(name => [name, ...versions.get(name)!])).toEqual(
    shared.map(name => [name, packageVersions[name]]),
  );
});

it('says which release that is', () => {
  const { version } = jest.requireActual<{ version: string }>(
    join(createApp, 'dist/package.json.cjs.js'),
  );
  expect(
    JSON.parse(readFileSync(join(ROOT, 'backstage.json'), 'utf8')),
  ).toEqual({ version });
});
