import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { createRegisterLocalAction } from './registerLocal';
import { examples } from './registerLocal.examples';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};

describe('catalog:register:local', () => {
  const directory = createMockDirectory({
    content: {
      workspace: { 'catalog-info.yaml': JSON.stringify(entity) },
    },
  });
  const config = mockServices.rootConfig({
    data: { celery: { local: { root: directory.resolve('root') } } },
  });
  const catalogInfoPath = directory.resolve('root/orders/catalog-info.yaml');

  function createContext(signal?: AbortSignal) {
    return {
      ...createMockActionContext({
        input: { name: 'orders' },
        workspacePath: directory.resolve('workspace'),
      }),
      signal,
    };
  }

  function catalogThat(addLocation: () => Promise<void>) {
    return catalogServiceMock.mock({
      addLocation: async () => {
        await addLocation();
        return {
          location: {
            id: '1',
            type: 'file',
            target: catalogInfoPath,
            entityRef: 'location:default/generated-1',
          },
          entities: [],
        };
      },
      // As in a real catalog the entity comes later.
      getEntitiesByRefs: jest
        .fn()
        .mockResolvedValueOnce({ items: [undefined] })
        .mockResolvedValue({ items: [entity] }),
    });
  }

  it.each(examples)('works as in the example: $description', async example => {
    const catalog = catalogThat(async () => {});
    const context = createContext();
    context.input = parse(example.example).steps[0].input;

    await createRegisterLocalAction({ config, catalog }).handler(context);

    expect(catalog.addLocation).toHaveBeenCalledWith(
      { type: 'file', target: catalogInfoPath },
      { credentials: await context.getInitiatorCredentials() },
    );
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
    expect(context.output).toHaveBeenCalledWith(
      'entityRef',
      'component:default/orders',
    );
    expect(context.output).toHaveBeenCalledWith(
      'catalogInfoPath',
      catalogInfoPath,
    );
  });

  it('passes when it is repeated', async () => {
    const catalog = catalogThat(async () => {
      throw Object.assign(new Error('Location already exists'), {
        statusCode: 409,
      });
    });
    const context = createContext();

    await createRegisterLocalAction({ config, catalog }).handler(context);

    expect(context.output).toHaveBeenCalledWith(
      'entityRef',
      'component:default/orders',
    );
  });

  it('hands on why the catalog refuses', async () => {
    const catalog = catalogThat(async () => {
      throw new NotAllowedError('Not for you');
    });

    await expect(
      createRegisterLocalAction({ config, catalog }).handler(createContext()),
    ).rejects.toThrow('Not for you');
  });

  it('registers nothing in a dry run', async () => {
    const catalog = catalogServiceMock.mock();
    const context = { ...createContext(), isDryRun: true };

    await createRegisterLocalAction({ config, catalog }).handler(context);

    expect(catalog.addLocation).not.toHaveBeenCalled();
    expect(context.output).toHaveBeenCalledWith(
      'entityRef',
      'component:default/orders',
    );
  });

  it('ends when its task is cancelled', async () => {
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: async () => ({ items: [undefined] }),
    });

    await expect(
      createRegisterLocalAction({ config, catalog }).handler(
        createContext(AbortSignal.abort()),
      ),
    ).rejects.toThrow('aborted');
  });

  it('says which setting is missing, and only when it runs', async () => {
    const action = createRegisterLocalAction({
      config: mockServices.rootConfig(),
      catalog: catalogServiceMock.mock(),
    });

    await expect(action.handler(createContext())).rejects.toThrow(
      'celery.local.root',
    );
  });
});
