import { Entity } from '@backstage/catalog-model';
import {
  catalogApiRef,
  EntityPresentationApi,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { ScaffolderPage, scaffolderPlugin } from '@backstage/plugin-scaffolder';
import {
  ScaffolderApi,
  scaffolderApiRef,
  ScaffolderFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import * as fields from './legacy';

jest.setTimeout(90_000);

const PROPERTIES = {
  name: { type: 'string', 'ui:field': 'CeleryServiceName' },
  broker: { type: 'string', 'ui:field': 'CeleryBrokerPicker' },
  workload: { type: 'object', 'ui:field': 'CeleryWorkload' },
  queues: {
    type: 'array',
    items: { type: 'object' },
    default: [{ name: 'orders' }],
    'ui:field': 'CeleryQueues',
  },
  priorities: {
    type: 'boolean',
    default: true,
    'ui:field': 'CeleryPriorities',
  },
  cluster: {
    type: 'string',
    default: 'iks-prod',
    'ui:field': 'CeleryText',
    'ui:options': { about: 'cluster' },
  },
  region: {
    type: 'string',
    enum: ['jp-tok', 'us-south'],
    default: 'jp-tok',
    'ui:field': 'CeleryChoice',
    'ui:options': { about: 'region' },
  },
};

const entity = (kind: string, name: string, spec = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec,
});

const presentation = {
  forEntity: () => {
    const snapshot = { entityRef: 'template', primaryTitle: 'Celery service' };
    return { snapshot, promise: Promise.resolve(snapshot) };
  },
} as EntityPresentationApi;

/** The wizard of the older system with these fields of ours. */
async function renderWizard(children: ReactNode) {
  // It has no answer, as what follows is not ours.
  const scaffold = jest.fn(() => new Promise<never>(() => {}));
  const scaffolder: Partial<ScaffolderApi> = {
    getTemplateParameterSchema: async () => ({
      title: 'Celery service',
      steps: [
        {
          title: 'Service',
          schema: { type: 'object', properties: PROPERTIES },
        },
      ],
    }),
    scaffold,
  };
  const catalog = catalogApiMock({
    entities: [
      entity('Template', 'celery-service'),
      entity('Resource', 'main', { type: 'celery-broker' }),
    ],
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [catalogApiRef, catalog],
        [entityPresentationApiRef, presentation],
        [scaffolderApiRef, scaffolder as ScaffolderApi],
      ]}
    >
      <Routes>
        <Route path="/create" element={<ScaffolderPage />}>
          <Route
            path="*"
            element={
              <ScaffolderFieldExtensions>{children}</ScaffolderFieldExtensions>
            }
          />
        </Route>
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: ['/create/templates/default/celery-service'],
      mountedRoutes: { '/create': scaffolderPlugin.routes.root },
    },
  );
  const user = userEvent.setup();
  const press = async (name: string) =>
    user.click(await screen.findByRole('button', { name }));
  return { user, press, scaffold };
}

it('has every field of the wizard, with its preview and its checks', async () => {
  const { user, press, scaffold } = await renderWizard(
    Object.entries(fields).map(([name, Field]) => <Field key={name} />),
  );
  const name = await screen.findByRole('textbox', {
    name: /Name of the service/,
  });
  await user.type(name, 'Orders');
  await screen.findByText('How it will scale');
  await screen.findByRole('button', { name: /^main\b.*Broker/ });

  await press('Review');
  // The field says it while one types, and the form when one goes on.
  await waitFor(() =>
    expect(screen.getAllByText(/Only lower-case letters/).length).toBe(2),
  );
  expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();

  await user.clear(name);
  await user.type(name, 'orders');
  await press('Review');
  await press('Create');
  await waitFor(() => expect(scaffold).toHaveBeenCalled());
  expect(scaffold).toHaveBeenCalledWith(
    expect.objectContaining({
      values: {
        name: 'orders',
        broker: 'main',
        workload: expect.objectContaining({ taskSeconds: 10, maxWorkers: 20 }),
        queues: [{ name: 'orders' }],
        priorities: true,
        cluster: 'iks-prod',
        region: 'jp-tok',
      },
    }),
  );
});
