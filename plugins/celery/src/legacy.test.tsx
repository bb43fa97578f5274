import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  AuthorizeResult,
  EvaluatePermissionResponse,
} from '@backstage/plugin-permission-common';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import {
  celeryApiRef,
  CeleryClient,
  CeleryOverviewPage,
  celeryPlugin,
  EntityCeleryContent,
  EntityCeleryScalingCard,
  isCeleryAvailable,
} from './legacy';
import {
  NO_MANIFEST,
  queueStatus,
  serviceEntity,
  serviceHistory,
  serviceStatus,
  withAnnotations,
} from './__testUtils__/service';

const celery = {
  getStatus: async () =>
    serviceStatus([queueStatus('orders', { length: 98, inFlight: 4 })]),
  getHistory: async () => serviceHistory([]),
  getManifest: async () => NO_MANIFEST,
  queryStatus: async () => ({
    items: [
      serviceStatus([queueStatus('orders', { length: 98, inFlight: 4 })]),
    ],
  }),
};

const permissions = {
  authorize: async (): Promise<EvaluatePermissionResponse> => ({
    result: AuthorizeResult.ALLOW,
  }),
};

const APIS = [
  [celeryApiRef, celery],
  [permissionApiRef, permissions],
] as const;

describe('the plugin in the older frontend system', () => {
  it('brings its client', () => {
    const [factory] = [...celeryPlugin.getApis()];
    expect(factory.api.id).toBe(celeryApiRef.id);
    expect(factory.factory({ discoveryApi: {}, fetchApi: {} })).toBeInstanceOf(
      CeleryClient,
    );
  });

  it('renders the card on an entity page', async () => {
    await renderInTestApp(
      <TestApiProvider apis={APIS}>
        <EntityProvider entity={serviceEntity('orders')}>
          <EntityCeleryScalingCard />
        </EntityProvider>
      </TestApiProvider>,
    );
    const block = within(await screen.findByRole('group', { name: 'orders' }));
    expect(block.getByText('98')).toBeInTheDocument();
  });

  it('renders the tab on a route of its own', async () => {
    await renderInTestApp(
      <TestApiProvider apis={APIS}>
        <EntityProvider entity={serviceEntity('orders')}>
          <Routes>
            <Route path="/" element={<EntityCeleryContent />} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
    );
    expect(
      await screen.findByRole('heading', { name: 'Queue orders' }),
    ).toBeInTheDocument();
  });

  it('renders the page of all services on a route of the app', async () => {
    const catalog = catalogApiMock({ entities: [serviceEntity('orders')] });
    await renderInTestApp(
      <TestApiProvider apis={[...APIS, [catalogApiRef, catalog]]}>
        <Routes>
          <Route path="/" element={<CeleryOverviewPage />} />
        </Routes>
      </TestApiProvider>,
      {
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(await screen.findByRole('link', { name: 'orders' })).toHaveAttribute(
      'href',
      '/catalog/default/component/orders',
    );
  });

  it('belongs on entities that name a broker or queues', () => {
    const entity = serviceEntity('orders');
    expect(isCeleryAvailable(entity)).toBe(true);
    expect(
      isCeleryAvailable(
        withAnnotations(entity, { 'celeryq.dev/broker': 'orders-broker' }),
      ),
    ).toBe(true);
    expect(isCeleryAvailable(withAnnotations(entity, {}))).toBe(false);
    expect(isCeleryAvailable({ ...entity, metadata: { name: 'orders' } })).toBe(
      false,
    );
  });
});
