import { EntityProvider } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  AuthorizeResult,
  EvaluatePermissionResponse,
} from '@backstage/plugin-permission-common';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import {
  celeryApiRef,
  CeleryClient,
  celeryPlugin,
  EntityCeleryScalingCard,
  isCeleryAvailable,
} from './legacy';
import {
  queueStatus,
  serviceEntity,
  serviceHistory,
  serviceStatus,
  withAnnotations,
} from './__testUtils__/service';

describe('the plugin in the older frontend system', () => {
  it('brings its client', () => {
    const [factory] = [...celeryPlugin.getApis()];
    expect(factory.api.id).toBe(celeryApiRef.id);
    expect(factory.factory({ discoveryApi: {}, fetchApi: {} })).toBeInstanceOf(
      CeleryClient,
    );
  });

  it('renders the card on an entity page', async () => {
    const celery = {
      getStatus: async () =>
        serviceStatus([queueStatus('orders', { length: 98, inFlight: 4 })]),
      getHistory: async () => serviceHistory([]),
      queryStatus: async () => ({ items: [] }),
    };
    const permissions = {
      authorize: async (): Promise<EvaluatePermissionResponse> => ({
        result: AuthorizeResult.ALLOW,
      }),
    };
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [celeryApiRef, celery],
          [permissionApiRef, permissions],
        ]}
      >
        <EntityProvider entity={serviceEntity('orders')}>
          <EntityCeleryScalingCard />
        </EntityProvider>
      </TestApiProvider>,
    );
    const block = within(await screen.findByRole('group', { name: 'orders' }));
    expect(block.getByText('98')).toBeInTheDocument();
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
