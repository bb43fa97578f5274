import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../docs/documents';
import { Manifest, Packed, packedPackages, readPacked } from './packages';

const UNPACKED = join(ROOT, 'local/packages/node_modules');
const KILOBYTES = 1024;

/** Packed sizes that nobody should exceed unawares, in kB: about a third above what they were. */
const MOST_KILOBYTES: Record<string, number> = {
  'catalog-backend-module-celery': 24,
  celery: 290,
  'celery-backend': 170,
  'celery-common': 400,
  'scaffolder-backend-module-celery': 52,
  'scaffolder-module-celery': 130,
};

/** What a package may hold besides what was built of it. */
const EXTRAS = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  'config.schema.json',
];
const EXTRA_FOLDERS = /^(migrations|manifests)\//;
const BUILT = /^dist\/.+\.(js|js\.map|d\.ts|css)$/;
const NOT_FOR_USERS = /(^|\/)(dev|__\w+__|test)\/|\.test\.|\.stories\./;
/** What every frontend takes from the app that it is in. */
const PEERS = {
  react: '^18.0.0',
  'react-dom': '^18.0.0',
  'react-router-dom': '^6.',
};
/**
 * What the types of Backstage's blueprints bring into ours. It comes with
 * `@backstage/frontend-plugin-api`; Backstage's own plugins leave it at that.
 */
const INFERRED = '@backstage/filter-predicates';
const BUILTIN = new Set(builtinModules);

const packages = packedPackages();

/** Every path that a package.json promises. */
function entriesOf({
  main,
  types,
  exports = {},
  backstage,
  ...rest
}: Manifest) {
  const { module, configSchema } = rest as {
    module?: string;
    configSchema?: string;
  };
  return [
    main,
    types,
    ...(module ? [module] : []),
    ...(configSchema ? [configSchema] : []),
    ...Object.values(exports).flatMap(entry =>
      typeof entry === 'string'
        ? [entry]
        : Object.entries(entry)
            .filter(([condition]) => condition !== 'backstage')
            .map(([, path]) => path),
    ),
  ].map(path => path.replace(/^\.\//, ''));
}

/** Names of the packages that the built code loads. */
async function loadedBy({ tarball, files }: Packed): Promise<Set<string>> {
  const names = new Set<string>();
  const sources = files.filter(path => /\.(js|d\.ts)$/.test(path));
  for (const path of sources) {
    const text = await readPacked(tarball, path);
    for (const { fileName } of ts.preProcessFile(text, true, true)
      .importedFiles) {
      const parts = fileName.split('/');
      const name = parts.slice(0, fileName.startsWith('@') ? 2 : 1).join('/');
      if (!name.startsWith('.') && !BUILTIN.has(name.replace(/^node:/, ''))) {
        names.add(name);
      }
    }
  }
  return names;
}

beforeAll(() => {
  rmSync(UNPACKED, { recursive: true, force: true });
  for (const { tarball, manifest } of packages) {
    const folder = join(UNPACKED, manifest.name);
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip', '1']);
  }
});

it('packs all six packages', () => {
  expect(packages.map(({ folder }) => folder)).toEqual(
    Object.keys(MOST_KILOBYTES),
  );
});

describe.each(packages)('$folder', packed => {
  const { folder, tarball, bytes, manifest, files } = packed;
  const { backstage, dependencies = {}, peerDependencies = {} } = manifest;
  const isForBrowsers = /frontend|common/.test(backstage.role);

  it('holds what was built and no more, with its licence and README', async () => {
    const others = files.filter(
      path =>
        !EXTRAS.includes(path) &&
        !EXTRA_FOLDERS.test(path) &&
        !BUILT.test(path),
    );
    expect(others).toEqual([]);
    expect(files.filter(path => NOT_FOR_USERS.test(path))).toEqual([]);
    expect(files).toContain('README.md');
    expect(await readPacked(tarball, 'LICENSE')).toBe(
      readFileSync(join(ROOT, 'LICENSE'), 'utf8'),
    );
  });

  it('is not much larger than it was', () => {
    expect(bytes / KILOBYTES).toBeLessThan(MOST_KILOBYTES[folder]);
  });

  it('has every file that its package.json promises', () => {
    const missing = entriesOf(manifest).filter(path => !files.includes(path));
    expect(missing).toEqual([]);
    expect(entriesOf(manifest)).not.toContainEqual(
      expect.stringMatching(/^src\//),
    );
  });

  it('tells Backstage what it is', () => {
    expect(manifest.license).toBe('Apache-2.0');
    const { role, pluginId, pluginPackage, pluginPackages = [] } = backstage;
    expect([pluginPackage, ...pluginPackages]).toContain(
      role.endsWith('-module')
        ? `@backstage/plugin-${pluginId}`
        : manifest.name,
    );
    expect(backstage.features).toEqual(
      {
        'common-library': undefined,
        'frontend-plugin': { '.': '@backstage/FrontendPlugin' },
        'frontend-plugin-module': { '.': '@backstage/FrontendModule' },
        'backend-plugin': { '.': '@backstage/BackendFeature' },
        'backend-plugin-module': { '.': '@backstage/BackendFeature' },
      }[backstage.role],
    );
    expect(manifest.sideEffects).toBe(isForBrowsers ? false : undefined);
  });

  it('asks for releases that a registry has, and for those of its own release', () => {
    const ranges = Object.entries({ ...dependencies, ...peerDependencies });
    expect(ranges.filter(([, range]) => range.includes(':'))).toEqual([]);
    for (const [name, range] of ranges) {
      const own = packages.find(other => other.manifest.name === name);
      expect(range).toBe(own ? `^${own.manifest.version}` : range);
    }
  });

  it('declares all that it loads, and React as a peer', async () => {
    const declared = { ...dependencies, ...peerDependencies };
    const loaded = [...(await loadedBy(packed))];
    const undeclared = loaded.filter(
      name =>
        !(name in declared) && name !== manifest.name && name !== INFERRED,
    );
    expect(undeclared).toEqual([]);
    expect(Object.keys(dependencies)).not.toContain('react');
    const missing = Object.entries(
      backstage.role.startsWith('frontend') ? PEERS : {},
    ).filter(([name, range]) => !peerDependencies[name]?.includes(range));
    expect(missing).toEqual([]);
  });

  if (!backstage.role.startsWith('frontend')) {
    it('can be loaded by Node', () => {
      const script = `Object.keys(require('${manifest.name}')).length > 0`;
      const output = execFileSync(process.execPath, ['--print', script], {
        cwd: dirname(UNPACKED),
        encoding: 'utf8',
      });
      expect(output.trim()).toBe('true');
    });
  }
});

it('has types that need nothing which is missing', () => {
  const declarations = packages.flatMap(({ manifest, files }) =>
    files
      .filter(path => path.endsWith('.d.ts'))
      .map(path => join(UNPACKED, manifest.name, path)),
  );
  const program = ts.createProgram(declarations, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    noEmit: true,
    types: [],
  });
  const problems = declarations
    .map(path => program.getSourceFile(path)!)
    .flatMap(source => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ])
    .map(({ messageText, file }) => `${file?.fileName}: ${messageText}`);
  expect(problems).toEqual([]);
});
