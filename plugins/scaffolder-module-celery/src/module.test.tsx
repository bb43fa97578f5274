import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import {
  ScaffolderApi,
  scaffolderApiRef,
} from '@backstage/plugin-scaffolder-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import celeryWizardModule from '.';

jest.setTimeout(90_000);

const entity = (
  kind: string,
  name: string,
  spec: Entity['spec'] = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec,
});

/** The scaffolder's own wizard, with one page of our fields. */
function renderWizard(
  properties: object,
  options: { entities?: Entity[]; language?: string } = {},
) {
  // Where the portal keeps the language of the user before.
  window.localStorage.clear();
  const catalog = catalogApiMock({
    entities: [
      entity('Template', 'celery-service'),
      ...(options.entities ?? []),
    ],
  });
  const scaffold = jest.fn().mockResolvedValue({ taskId: 'task' });
  const scaffolder: Partial<ScaffolderApi> = {
    getTemplateParameterSchema: async () => ({
      title: 'Celery service',
      steps: [
        {
          title: 'Service',
          schema: {
            type: 'object',
            required: Object.keys(properties),
            properties,
          },
        },
      ],
    }),
    scaffold,
  };
  renderTestApp({
    features: [scaffolderPlugin, celeryWizardModule],
    initialRouteEntries: ['/create/templates/default/celery-service'],
    apis: [
      [catalogApiRef, catalog],
      [scaffolderApiRef, scaffolder as ScaffolderApi],
    ],
    config: {
      app: {
        extensions: [
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'ja'],
                defaultLanguage: options.language ?? 'en',
              },
            },
          },
        ],
      },
    },
  });
  const user = userEvent.setup();
  return {
    catalog,
    user,
    review: async () =>
      user.click(await screen.findByRole('button', { name: 'Review' })),
    /** What the wizard would run the template with. */
    create: async () => {
      await user.click(await screen.findByRole('button', { name: 'Create' }));
      await waitFor(() => expect(scaffold).toHaveBeenCalled());
      return scaffold.mock.calls[0][0].values;
    },
  };
}

const workload = { type: 'object', 'ui:field': 'CeleryWorkload' };
const properties = {
  name: { type: 'string', 'ui:field': 'CeleryServiceName' },
  broker: { type: 'string', 'ui:field': 'CeleryBrokerPicker' },
  workload,
};
const onlyBroker = entity('Resource', 'main', { type: 'celery-broker' });

it('hands the answers of all fields to the template', async () => {
  const { user, review, create } = renderWizard(properties, {
    entities: [onlyBroker],
  });
  await user.type(
    await screen.findByRole('textbox', { name: /Name of the service/ }),
    'orders',
  );
  await screen.findByRole('button', { name: /^main\b.*Broker/ });
  await review();
  expect(await create()).toEqual({
    name: 'orders',
    broker: 'main',
    workload: expect.objectContaining({ taskSeconds: 10, maxWorkers: 20 }),
  });
});

it('does not go on with wrong answers, in Japanese too', async () => {
  const { user, review } = renderWizard(
    {
      ...properties,
      queues: {
        type: 'array',
        'ui:field': 'CeleryQueues',
        default: [
          { name: 'orders', workload: { concurrency: 1.5 } },
          { name: 'orders' },
        ],
        items: { type: 'object' },
      },
      namespace: {
        type: 'string',
        default: 'kube-system',
        'ui:field': 'CeleryText',
        'ui:options': { about: 'namespace' },
      },
    },
    {
      entities: [onlyBroker, entity('Component', 'orders')],
      language: 'ja',
    },
  );
  await user.type(
    await screen.findByRole('textbox', { name: /サービス名/ }),
    'orders',
  );
  const [most] = screen.getAllByRole('textbox', { name: /何個まで/ });
  await user.type(most, 'x');
  await review();
  for (const problem of [
    /「orders」というサービスはすでにカタログにあります/,
    /何個まで支えられますか\? 1 から 1,000 までの整数/,
    /キュー 1: .*同時に何件実行しますか\? 1 から 64 までの整数/,
    /キュー 2: 「orders」というキューは他にも/,
    /「kube-system」は Kubernetes、KEDA、IBM Cloud が使う/,
  ]) {
    expect((await screen.findAllByText(problem)).length).toBeGreaterThan(0);
  }
  expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
});

it('goes on when the catalog cannot be asked about a name', async () => {
  const { catalog, user, review, create } = renderWizard({
    name: properties.name,
  });
  catalog.getEntityByRef = async () => {
    throw new Error('down');
  };
  await user.type(await screen.findByRole('textbox'), 'orders');
  await review();
  expect(await create()).toEqual({ name: 'orders' });
});
