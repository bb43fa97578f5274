import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleScaffolder from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { mockServices } from '@backstage/backend-test-utils';
import catalogModuleCelery from '@celery-keda/backstage-plugin-catalog-backend-module-celery';
import { execFileSync } from 'child_process';
import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import request from 'supertest';
import { setTimeout as sleep } from 'timers/promises';
import { Scaffolder, startScaffolder } from './scaffolder';

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
    await eventually(() => entity('template/default/celery-service'));
  });

  afterAll(() => scaffolder?.stop());

  async function entity(path: string): Promise<object | undefined> {
    const { status, body } = await request(scaffolder.server).get(
      `/api/catalog/entities/by-name/${path}`,
    );
    return status === 200 ? body : undefined;
  }

  async function runTask(
    values: object,
  ): Promise<{ status: string; log: string }> {
    const { body } = await request(scaffolder.server)
      .post('/api/scaffolder/v2/tasks')
      .send({ templateRef: 'template:default/celery-service', values });
    const path = `/api/scaffolder/v2/tasks/${body.id}`;
    const ended = await eventually(async () => {
      const { body: task } = await request(scaffolder.server).get(path);
      return /completed|failed/.test(task.status) ? task : undefined;
    });
    const { body: events } = await request(scaffolder.server).get(
      `${path}/events`,
    );
    return {
      status: ended.status,
      log: events
        .map((event: { body: { message: string } }) => event.body.message)
        .join('\n'),
    };
  }

  function git(folder: string, ...args: string[]): string {
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  }

  it('makes a repository and registers it', async () => {
    const { status, log } = await runTask({ name: 'orders', owner });

    expect(`${status} ${log}`).toMatch(/^completed/);
    const folder = join(scaffolder.root, 'orders');
    expect(readdirSync(scaffolder.root)).toEqual(['orders']);
    expect(git(folder, 'status', '--porcelain')).toBe('');
    expect(git(folder, 'rev-list', '--count', 'main')).toBe('1');
    expect(git(folder, 'fsck', '--strict')).toBe('');
    expect(await entity('component/default/orders')).toMatchObject({
      metadata: {
        annotations: { 'celeryq.dev/broker': 'local-broker' },
      },
      spec: { owner },
    });
  });

  it('passes when it is repeated, and changes nothing', async () => {
    await runTask({ name: 'twice', owner });
    const folder = join(scaffolder.root, 'twice');
    const commit = git(folder, 'rev-parse', 'main');

    const { status, log } = await runTask({ name: 'twice', owner });

    expect(`${status} ${log}`).toMatch(/^completed/);
    expect(git(folder, 'rev-parse', 'main')).toBe(commit);
  });

  it('overwrites no other service of the same name', async () => {
    await runTask({ name: 'taken', owner });
    const folder = join(scaffolder.root, 'taken');
    const commit = git(folder, 'rev-parse', 'main');

    const { status, log } = await runTask({
      name: 'taken',
      owner: 'group:default/others',
    });

    expect(status).toBe('failed');
    expect(log).toContain('There is already something called "taken"');
    expect(git(folder, 'rev-parse', 'main')).toBe(commit);
  });

  it('writes nothing when the plan is refused', async () => {
    const { status, log } = await runTask({ name: 'class', owner });

    expect(status).toBe('failed');
    expect(log).toContain('is a keyword of Python');
    expect(existsSync(join(scaffolder.root, 'class'))).toBe(false);
  });
});

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error('It did not come about within 90 s.');
    }
    await sleep(100);
  }
}
