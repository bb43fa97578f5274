import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleScaffolder from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { mockServices } from '@backstage/backend-test-utils';
import catalogModuleCelery from '@celery-keda/backstage-plugin-catalog-backend-module-celery';
import { execFileSync } from 'child_process';
import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { Scaffolder, startScaffolder } from './scaffolder';
import { entityAt, eventually, runAgain, runTask } from './tasks';

// Real parts, on machines with little to spare.
jest.setTimeout(120_000);

const owner = 'group:default/platform';

// The real scaffolder and the real catalog, without a browser.
describe('a task of the template', () => {
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    scaffolder = await startScaffolder([
      catalogPlugin,
      catalogModuleScaffolder,
      catalogModuleCelery,
      mockServices.scheduler.factory(),
    ]);
    await eventually(() =>
      entityAt(scaffolder, 'template/default/celery-service'),
    );
  });

  afterAll(() => scaffolder?.stop());

  function git(folder: string, ...args: string[]): string {
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  }

  it('makes a repository and registers it', async () => {
    const { status, log } = await runTask(scaffolder, {
      name: 'orders',
      owner,
    });

    expect(`${status} ${log}`).toMatch(/^completed/);
    const folder = join(scaffolder.root, 'orders');
    expect(readdirSync(scaffolder.root)).toEqual(['orders']);
    expect(git(folder, 'status', '--porcelain')).toBe('');
    expect(git(folder, 'rev-list', '--count', 'main')).toBe('1');
    expect(git(folder, 'fsck', '--strict')).toBe('');
    expect(
      await entityAt(scaffolder, 'component/default/orders'),
    ).toMatchObject({
      metadata: {
        annotations: { 'celeryq.dev/broker': 'local-broker' },
      },
      spec: { owner },
    });
  });

  it('passes when it is repeated, and changes nothing', async () => {
    await runTask(scaffolder, { name: 'twice', owner });
    const folder = join(scaffolder.root, 'twice');
    const commit = git(folder, 'rev-parse', 'main');

    const { status, log } = await runTask(scaffolder, { name: 'twice', owner });

    expect(`${status} ${log}`).toMatch(/^completed/);
    expect(git(folder, 'rev-parse', 'main')).toBe(commit);
  });

  it('passes when the same task runs a second time', async () => {
    const task = await runTask(scaffolder, { name: 'again', owner });
    const folder = join(scaffolder.root, 'again');
    const commit = git(folder, 'rev-parse', 'main');

    const { status, log } = await runAgain(scaffolder, task);

    expect(`${status} ${log}`).toMatch(/^completed/);
    expect(git(folder, 'rev-parse', 'main')).toBe(commit);
  });

  it('overwrites no other service of the same name', async () => {
    await runTask(scaffolder, { name: 'taken', owner });
    const folder = join(scaffolder.root, 'taken');
    const commit = git(folder, 'rev-parse', 'main');

    const { status, log } = await runTask(scaffolder, {
      name: 'taken',
      owner: 'group:default/others',
    });

    expect(status).toBe('failed');
    expect(log).toContain('There is already something called "taken"');
    expect(git(folder, 'rev-parse', 'main')).toBe(commit);
  });

  it('writes nothing when the plan is refused', async () => {
    const { status, log } = await runTask(scaffolder, { name: 'class', owner });

    expect(status).toBe('failed');
    expect(log).toContain('is a keyword of Python');
    expect(existsSync(join(scaffolder.root, 'class'))).toBe(false);
  });
});
