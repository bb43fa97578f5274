import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import git from 'isomorphic-git';
import fs from 'node:fs';
import { parse } from 'yaml';
import { createPublishLocalAction } from './publishLocal';
import { examples } from './publishLocal.examples';

const CATALOG_INFO = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: orders }
spec: { type: service, lifecycle: production, owner: platform }
`;

describe('publish:local', () => {
  const directory = createMockDirectory();

  beforeEach(() => {
    directory.setContent({
      workspace: { 'catalog-info.yaml': CATALOG_INFO, 'README.md': 'Read me' },
    });
  });

  function createAction(
    options: {
      config?: object;
      entities?: Entity[];
      decision?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    } = {},
  ) {
    const { entities = [], decision = AuthorizeResult.ALLOW } = options;
    return createPublishLocalAction({
      config: mockServices.rootConfig({
        data: {
          celery: { local: { root: directory.resolve('root') } },
          ...options.config,
        },
      }),
      catalog: catalogServiceMock({ entities }),
      permissions: mockServices.permissions.mock({
        authorize: async requests => requests.map(() => ({ result: decision })),
      }),
    });
  }

  function createContext(input: { name: string; message?: string }) {
    return createMockActionContext({
      input,
      workspacePath: directory.resolve('workspace'),
    });
  }

  it.each(examples)('works as in the example: $description', async example => {
    const context = createContext(parse(example.example).steps[0].input);

    await createAction().handler(context);

    const dir = directory.resolve('root/orders');
    const [commit] = await git.log({ fs, dir, ref: 'main' });
    expect(context.output).toHaveBeenCalledWith('path', dir);
    expect(context.output).toHaveBeenCalledWith('python', 'python');
    expect(context.output).toHaveBeenCalledWith('commitHash', commit.oid);
    expect(commit.commit.author.name).toBe('Scaffolder');
  });

  it('commits as the configured author and names the configured Python', async () => {
    const context = createContext({ name: 'orders' });

    await createAction({
      config: {
        celery: {
          local: { root: directory.resolve('root'), python: '/opt/python' },
        },
        scaffolder: { defaultAuthor: { name: 'Me', email: 'me@example.com' } },
      },
    }).handler(context);

    const dir = directory.resolve('root/orders');
    const [{ commit }] = await git.log({ fs, dir, ref: 'main' });
    expect(commit.author).toMatchObject({
      name: 'Me',
      email: 'me@example.com',
    });
    expect(context.output).toHaveBeenCalledWith('python', '/opt/python');
  });

  it('writes nothing in a dry run', async () => {
    const context = { ...createContext({ name: 'orders' }), isDryRun: true };

    await createAction().handler(context);

    expect(fs.existsSync(directory.resolve('root'))).toBe(false);
    expect(context.output).toHaveBeenCalledWith(
      'path',
      directory.resolve('root/orders'),
    );
  });

  it.each(['../orders', 'a/b', '', '.', '/etc', 'Orders', 'orders\0'])(
    'refuses the name %j',
    async name => {
      await expect(
        createAction().handler(createContext({ name })),
      ).rejects.toThrow(/allowed|needed|must/);

      expect(fs.existsSync(directory.resolve('root'))).toBe(false);
    },
  );

  it('says which setting is missing, and only when it runs', async () => {
    const action = createAction({ config: { celery: {} } });

    await expect(
      action.handler(createContext({ name: 'orders' })),
    ).rejects.toThrow('celery.local.root');
  });

  it('writes nothing for somebody who may not register it', async () => {
    const action = createAction({ decision: AuthorizeResult.DENY });

    await expect(
      action.handler(createContext({ name: 'orders' })),
    ).rejects.toThrow('You may not register entities');

    expect(fs.existsSync(directory.resolve('root'))).toBe(false);
  });

  function registeredFrom(origin: string): Entity {
    return {
      ...parse(CATALOG_INFO),
      metadata: {
        name: 'orders',
        annotations: { 'backstage.io/managed-by-origin-location': origin },
      },
    };
  }

  it('writes nothing if the catalog has such an entity already', async () => {
    const action = createAction({
      entities: [registeredFrom('url:https://github.com/shop/orders')],
    });

    await expect(
      action.handler(createContext({ name: 'orders' })),
    ).rejects.toThrow('The catalog already has component:default/orders');

    expect(fs.existsSync(directory.resolve('root'))).toBe(false);
  });

  it('passes when it is repeated after it was registered', async () => {
    const file = directory.resolve('root/orders/catalog-info.yaml');
    const action = createAction({ entities: [registeredFrom(`file:${file}`)] });

    await action.handler(createContext({ name: 'orders' }));
    await action.handler(createContext({ name: 'orders' }));

    expect(fs.existsSync(file)).toBe(true);
  });

  it.each([
    ['no catalog-info.yaml', undefined, 'has no catalog-info.yaml'],
    ['none with entities', '', 'describes no entity'],
    ['one that is not YAML', 'a: b: c', 'is not valid YAML'],
    ['one with something else', 'a: b', 'something that is no entity'],
  ])('refuses a repository with %s', async (_what, content, message) => {
    fs.rmSync(directory.resolve('workspace/catalog-info.yaml'));
    if (content !== undefined) {
      directory.addContent({ 'workspace/catalog-info.yaml': content });
    }

    await expect(
      createAction().handler(createContext({ name: 'orders' })),
    ).rejects.toThrow(message);
  });
});
