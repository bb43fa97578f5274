import { mockServices } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleScaffolder from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderModuleGithub from '@backstage/plugin-scaffolder-backend-module-github';
import catalogModuleCelery from '@celery-keda/backstage-plugin-catalog-backend-module-celery';
import { existsSync } from 'fs';
import { parse } from 'yaml';
import { FakeGithub } from './FakeGithub';
import { Scaffolder, startScaffolder } from './scaffolder';
import { entityAt, eventually, runAgain, runTask } from './tasks';

// Real parts, on machines with little to spare.
jest.setTimeout(120_000);

const parametersOf = (name: string) => ({
  name,
  owner: 'group:default/platform',
  description: 'Sends "mails": #1 ${{ secrets.TOKEN }}',
  publish: 'github',
  repoUrl: `github.com?owner=shop&repo=${name}`,
});

// The real scaffolder, the real catalog and real git; GitHub's API is ours.
describe('a task of the template that publishes to GitHub', () => {
  let github: FakeGithub;
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    github = await FakeGithub.start();
    scaffolder = await startScaffolder(
      [
        catalogPlugin,
        catalogModuleScaffolder,
        catalogModuleCelery,
        scaffolderModuleGithub,
        mockServices.scheduler.factory(),
      ],
      {
        integrations: {
          github: [
            { host: 'github.com', apiBaseUrl: github.url, token: 'token' },
          ],
        },
      },
    );
    await eventually(() =>
      entityAt(scaffolder, 'template/default/celery-service'),
    );
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await github?.stop();
  });

  it('makes a repository there, and registers it', async () => {
    const parameters = parametersOf('orders');

    const { status, log } = await runTask(scaffolder, parameters);

    expect(`${status} ${log}`).toMatch(/^completed/);
    const entity = parse(github.fileOf('shop/orders', 'catalog-info.yaml'));
    expect(entity.metadata.description).toBe(parameters.description);
    expect(github.changes).toEqual([
      'POST /orgs/shop/repos',
      'PUT /repos/shop/orders/branches/main/protection',
    ]);
    expect(
      await eventually(() => entityAt(scaffolder, 'component/default/orders')),
    ).toMatchObject({
      metadata: {
        annotations: {
          'backstage.io/source-location':
            'url:https://github.com/shop/orders/tree/main/',
        },
      },
    });
    expect(existsSync(scaffolder.root)).toBe(false);
  });

  it('goes on where it was when it runs a second time', async () => {
    github.isDown = true;
    const failed = await runTask(scaffolder, parametersOf('mails'));
    expect(failed.status).toBe('failed');
    const commit = github.commitOf('shop/mails');
    const changes = [...github.changes];
    github.isDown = false;

    const { status, log } = await runAgain(scaffolder, failed);

    expect(`${status} ${log}`).toMatch(/^completed/);
    expect(github.commitOf('shop/mails')).toBe(commit);
    expect(github.changes).toEqual(changes);
  });

  it('touches no repository that is there already', async () => {
    await runTask(scaffolder, parametersOf('taken'));
    const commit = github.commitOf('shop/taken');

    const { status, log } = await runTask(scaffolder, parametersOf('taken'));

    expect(status).toBe('failed');
    expect(log).toContain('Repository creation failed');
    expect(github.commitOf('shop/taken')).toBe(commit);
  });
});
