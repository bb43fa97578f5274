import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ensurePythonTools } from '../python/pythonTools';
import { startScaffolder } from '../template/scaffolder';
import { ROOT } from './documents';

// The first time, what TechDocs builds with comes from the package registry.
jest.setTimeout(300_000);

let folder: string;
let mkdocs: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'celery-keda-techdocs-'));
  const bin = await ensurePythonTools(
    'techdocs',
    join(__dirname, 'techdocs/requirements.txt'),
  );
  mkdocs = join(bin, 'mkdocs');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * Builds the documents of a repository as TechDocs does, but forgives nothing.
 *
 * @returns what is wrong with them; nothing if all is well
 */
async function build(repository: string): Promise<string> {
  const config = join(await mkdtemp(join(folder, 'config-')), 'mkdocs.yml');
  await writeFile(
    config,
    `INHERIT: ${join(repository, 'mkdocs.yml')}
docs_dir: ${join(repository, 'docs')}
validation:
  nav: { omitted_files: warn, not_found: warn, absolute_links: warn }
  links: { not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn }
`,
  );
  const site = join(dirname(config), 'site');
  return new Promise(resolve => {
    execFile(
      mkdocs,
      ['build', '--strict', '--config-file', config, '--site-dir', site],
      (error, stdout, stderr) =>
        resolve(error ? `${stdout}${stderr}` || String(error) : ''),
    );
  });
}

it('builds the documents of this repository', async () => {
  expect(await build(ROOT)).toBe('');
});

it.each([
  ['a page that the list lacks', 'lost.md', '# Lost\n', 'lost.md'],
  ['a link to no page', 'faq.md', '[a](none.md)\n', "'none.md'"],
  ['a link to no heading', 'faq.md', '[a](access.md#none)\n', '#none'],
])('would complain about %s', async (_, page, text, complaint) => {
  const copy = await mkdtemp(join(folder, 'broken-'));
  await cp(join(ROOT, 'mkdocs.yml'), join(copy, 'mkdocs.yml'));
  await cp(join(ROOT, 'docs'), join(copy, 'docs'), { recursive: true });
  const path = join(copy, 'docs', page);
  await writeFile(path, (await readFile(path, 'utf8').catch(() => '')) + text);

  const complaints = await build(copy);

  expect(complaints).toContain(complaint);
  expect(complaints).toContain('Aborted with 1 warnings in strict mode!');
});

it('builds the documents of a created repository', async () => {
  const scaffolder = await startScaffolder([
    catalogServiceMock.factory({ entities: [] }),
  ]);
  const { error, files } = await scaffolder.dryRun({
    name: 'orders',
    owner: 'group:default/platform',
  });
  await scaffolder.stop();
  expect(error).toBe('');
  const repository = await mkdtemp(join(folder, 'orders-'));
  for (const [path, text] of files) {
    if (path === 'mkdocs.yml' || path.startsWith('docs/')) {
      await mkdir(dirname(join(repository, path)), { recursive: true });
      await writeFile(join(repository, path), text);
    }
  }
  expect(await build(repository)).toBe('');
});
