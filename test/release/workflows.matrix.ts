import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../docs/documents';
import { Linters, prepareLinters } from '../template/matrix/tools';

const SHELL = /^#!.*\b(ba)?sh\b/;

/** Paths of files that git has, and that are not of a repository to come. */
const tracked = execFileSync('git', ['ls-files', '-z'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter(
    path => path && !path.startsWith('templates/') && path !== 'skeleton',
  );

const workflows = tracked.filter(path =>
  /^\.github\/workflows\/.*\.ya?ml$/.test(path),
);

let linters: Linters;

beforeAll(async () => {
  linters = await prepareLinters();
});

/** @returns what the tool complains about; nothing if all is well */
function complaints(tool: string, args: string[]): Promise<string> {
  return new Promise(resolve => {
    execFile(tool, args, { cwd: ROOT }, (error, stdout, stderr) =>
      resolve(error ? `${stdout}${stderr}` || String(error) : ''),
    );
  });
}

function lint(paths: string[]): Promise<string> {
  const { actionlint, shellcheck } = linters;
  return complaints(actionlint, [
    ...['-no-color', '-shellcheck', shellcheck],
    ...paths,
  ]);
}

it('has workflows that GitHub can run', async () => {
  expect(workflows.length).toBeGreaterThan(1);
  expect(await lint(workflows)).toBe('');
});

it.each([
  ['runs-on:', 'runs:', '"runs-on" section is missing'],
  ['.ci/run', 'cd $HOME/$GITHUB_SHA', 'SC2086'],
])(
  'complains about a workflow with a mistake: %s, %s',
  async (right, wrong, complaint) => {
    const text = await readFile(join(ROOT, '.github/workflows/ci.yml'), 'utf8');
    const folder = await mkdtemp(join(tmpdir(), 'celery-keda-workflows-'));
    const path = join(folder, 'ci.yml');
    await writeFile(path, text.replace(right, wrong));
    const said = await lint([path]);
    await rm(folder, { recursive: true });
    expect(said).toContain(complaint);
  },
);

it('has shell scripts without pitfalls', async () => {
  const texts = await Promise.all(
    tracked.map(async path => ({
      path,
      isScript: SHELL.test(await readFile(join(ROOT, path), 'utf8')),
    })),
  );
  const scripts = texts.filter(({ isScript }) => isScript);
  expect(scripts.map(({ path }) => path)).toContain('.ci/run');
  expect(
    await complaints(
      linters.shellcheck,
      scripts.map(({ path }) => path),
    ),
  ).toBe('');
});
