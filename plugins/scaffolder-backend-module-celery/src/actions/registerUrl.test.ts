import { createMockDirectory } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createRegisterUrlAction } from './registerUrl';

const repoContentsUrl = 'https://github.com/shop/orders/blob/main';
const location = {
  type: 'url',
  target: `${repoContentsUrl}/catalog-info.yaml`,
};
const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};

describe('catalog:register:url', () => {
  const directory = createMockDirectory({
    content: { 'catalog-info.yaml': JSON.stringify(entity) },
  });

  const createContext = () =>
    createMockActionContext({
      input: { repoContentsUrl },
      workspacePath: directory.path,
    });

  const answer = {
    location: { id: '1', entityRef: 'location:default/l', ...location },
    entities: [],
  };

  it('waits until the entities are there', async () => {
    const catalog = catalogServiceMock.mock({
      addLocation: async () => answer,
      getEntitiesByRefs: jest
        .fn()
        .mockResolvedValueOnce({ items: [undefined] })
        .mockResolvedValue({ items: [entity] }),
    });
    const context = createContext();

    await createRegisterUrlAction({ catalog }).handler(context);

    expect(catalog.addLocation).toHaveBeenLastCalledWith(location, {
      credentials: await context.getInitiatorCredentials(),
    });
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
    expect(context.output).toHaveBeenCalledWith(
      'entityRef',
      'component:default/orders',
    );
  });

  it('passes when it is repeated', async () => {
    const catalog = catalogServiceMock.mock({
      addLocation: async ({ dryRun }) => {
        if (!dryRun) {
          throw Object.assign(new Error('Exists'), { statusCode: 409 });
        }
        return answer;
      },
      getEntitiesByRefs: async () => ({ items: [entity] }),
    });

    await expect(
      createRegisterUrlAction({ catalog }).handler(createContext()),
    ).resolves.toBeUndefined();
  });

  it('registers nothing that the catalog cannot read', async () => {
    const catalog = catalogServiceMock.mock({
      addLocation: async () => {
        throw new Error('Unable to read url');
      },
    });

    await expect(
      createRegisterUrlAction({ catalog }).handler(createContext()),
    ).rejects.toThrow('Unable to read url');
    expect(catalog.addLocation).toHaveBeenCalledTimes(1);
  });
});
