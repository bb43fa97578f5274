import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiStackLine } from '@remixicon/react';
import { celeryEntityFilter } from './annotations';
import { celeryApiRef, CeleryClient } from './api';
import { scalingRouteRef } from './routes';

const celeryApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: celeryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new CeleryClient(deps),
    }),
});

const scalingCard = EntityCardBlueprint.make({
  name: 'scaling',
  params: {
    type: 'info',
    filter: celeryEntityFilter,
    loader: () =>
      import('./components/ScalingCard').then(m => <m.LinkedScalingCard />),
  },
});

const scalingTab = EntityContentBlueprint.make({
  name: 'scaling',
  params: {
    path: '/celery',
    title: 'Celery',
    icon: <RiStackLine />,
    group: 'operation',
    routeRef: scalingRouteRef,
    filter: celeryEntityFilter,
    loader: () => import('./components/ScalingTab').then(m => <m.ScalingTab />),
  },
});

/**
 * The Celery plugin.
 *
 * @public
 */
export const celeryPlugin = createFrontendPlugin({
  pluginId: 'celery',
  title: 'Celery',
  icon: <RiStackLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { scaling: scalingRouteRef },
  extensions: [celeryApi, scalingCard, scalingTab],
});
