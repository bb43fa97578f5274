import '@backstage/ui/css/styles.css';
import { createDevApp } from '@backstage/dev-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  AuthorizeResult,
  EvaluatePermissionResponse,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  celeryApiRef,
  celeryPlugin,
  EntityCeleryScalingCard,
} from '../src/legacy';
import {
  NO_MANIFEST,
  queueStatus,
  serviceEntity,
  serviceHistory,
  serviceStatus,
} from '../src/__testUtils__/service';

// The card in an app of the older frontend system, with made-up numbers and
// without a backend.
createDevApp()
  .registerPlugin(celeryPlugin)
  .registerApi({
    api: celeryApiRef,
    deps: {},
    factory: () => ({
      getStatus: async () =>
        serviceStatus([
          queueStatus('orders', {
            length: 98,
            inFlight: 4,
            oldestAgeSeconds: 41,
          }),
          queueStatus('orders-bulk'),
        ]),
      getHistory: async () => serviceHistory([]),
      getManifest: async () => NO_MANIFEST,
      queryStatus: async () => ({ items: [] }),
    }),
  })
  .registerApi({
    api: permissionApiRef,
    deps: {},
    factory: () => ({
      authorize: async (): Promise<EvaluatePermissionResponse> => ({
        result: AuthorizeResult.ALLOW,
      }),
    }),
  })
  .addPage({
    title: 'Scaling',
    path: '/scaling',
    element: (
      <EntityProvider entity={serviceEntity('orders', 'orders-bulk')}>
        <EntityCeleryScalingCard />
      </EntityProvider>
    ),
  })
  .render();
