import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ensurePythonEnvironment,
  PythonEnvironment,
} from '../../plugins/celery-backend/dev/python/environment';
import { RenderedRepository } from './RenderedRepository';
import { Scaffolder, startScaffolder } from './scaffolder';

// Real parts, on machines with little to spare.
jest.setTimeout(5 * 60_000);

// As the team that gets the repository would check it.
describe('the checks of the rendered repository', () => {
  let scaffolder: Scaffolder;
  let python: PythonEnvironment;
  let repository: RenderedRepository | undefined;

  beforeAll(async () => {
    python = await ensurePythonEnvironment();
    scaffolder = await startScaffolder([
      catalogServiceMock.factory({ entities: [] }),
    ]);
  }, 10 * 60_000);

  afterAll(() => scaffolder?.stop());

  afterEach(() => {
    repository?.remove();
    repository = undefined;
  });

  async function create(values: object): Promise<RenderedRepository> {
    const rendered = await scaffolder.dryRun({
      owner: 'group:default/platform',
      ...values,
    });
    expect(rendered.error).toBe('');
    repository = new RenderedRepository(rendered, python);
    return repository;
  }

  it('pass, with real workers and a real broker', async () => {
    const created = await create({
      name: 'order-mails',
      queues: [{ name: 'order-mails' }, { name: 'bulk' }],
    });

    expect(await created.complaints()).toBe('');
    expect(await created.testFailures('-m', 'not slow')).toBe('');
  });

  it('pass with the longest name and delayed tasks', async () => {
    const created = await create({
      name: `a${'b'.repeat(53)}`,
      workload: { delayedTasks: true },
    });

    expect(await created.complaints()).toBe('');
  });
});
