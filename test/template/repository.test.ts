import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { execFile } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { promisify } from 'util';
import {
  ensurePythonEnvironment,
  PythonEnvironment,
} from '../../plugins/celery-backend/dev/python/environment';
import { DryRun, Scaffolder, startScaffolder } from './scaffolder';

// Real parts, on machines with little to spare.
jest.setTimeout(120_000);

const owner = 'group:default/platform';
const WITHOUT_WORKERS = [
  'tests/test_manifests.py',
  'tests/test_settings.py',
  'tests/test_health.py',
];

// As the team that gets the repository would check it.
describe('the checks of the rendered repository', () => {
  let scaffolder: Scaffolder;
  let python: PythonEnvironment;
  let repository: string;

  beforeAll(async () => {
    python = await ensurePythonEnvironment();
    scaffolder = await startScaffolder([
      catalogServiceMock.factory({ entities: [] }),
    ]);
  }, 10 * 60_000);

  afterAll(() => scaffolder?.stop());

  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), 'celery-keda-repository-'));
  });

  afterEach(() => rmSync(repository, { recursive: true, force: true }));

  async function create(values: object): Promise<DryRun> {
    const rendered = await scaffolder.dryRun({ owner, ...values });
    expect(rendered.error).toBe('');
    for (const [path, text] of rendered.files) {
      const file = join(repository, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return rendered;
  }

  /** Runs a tool in the repository; its output is the error if it fails. */
  async function run(tool: string, ...args: string[]): Promise<void> {
    try {
      await promisify(execFile)(join(python.bin, tool), args, {
        cwd: repository,
      });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${tool} ${args.join(' ')}\n${stdout}${stderr}`);
    }
  }

  async function checkStyleAndTypes(): Promise<void> {
    await run('ruff', 'check', '.');
    await run('ruff', 'format', '--check', '.');
    await run('mypy');
  }

  it('pass with all defaults, real workers and a real broker among them', async () => {
    await create({ name: 'orders' });

    await checkStyleAndTypes();
    await run('pytest', '-q', '-m', 'not slow');
  });

  it.each([
    [
      'two queues and delayed tasks',
      {
        name: 'order-mails',
        queues: [
          { name: 'order-mails', workload: { delayedTasks: true } },
          { name: 'bulk', workload: { taskSeconds: 0.1 } },
        ],
      },
    ],
    ['the longest name', { name: `a${'b'.repeat(53)}` }],
    [
      'names that YAML reads otherwise',
      { name: 'on', queues: [{ name: 'no' }] },
    ],
    ['tasks of hours', { name: 'z9', workload: { taskSeconds: 20_000 } }],
  ])('pass with %s', async (_what, values) => {
    await create(values);

    await checkStyleAndTypes();
    await run('pytest', '-q', ...WITHOUT_WORKERS);
  });
});
