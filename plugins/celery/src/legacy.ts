/**
 * The Celery plugin for apps of Backstage's older frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { JSX } from 'react';
import { celeryApiRef, CeleryClient } from './api';

export * from './api';
export { isCeleryAvailable } from './annotations';

const contentRouteRef = createRouteRef({ id: 'celery' });

/**
 * The Celery plugin.
 *
 * @public
 */
export const celeryPlugin = createPlugin({
  id: 'celery',
  routes: { content: contentRouteRef },
  apis: [
    createApiFactory({
      api: celeryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new CeleryClient(deps),
    }),
  ],
});

/**
 * The entity tab *Celery*, to be put on a route of the entity page.
 *
 * @public
 */
export const EntityCeleryContent: () => JSX.Element = celeryPlugin.provide(
  createRoutableExtension({
    name: 'EntityCeleryContent',
    component: () => import('./components/ScalingTab').then(m => m.ScalingTab),
    mountPoint: contentRouteRef,
  }),
);

/**
 * The entity card *Scaling*.
 *
 * @public
 */
export const EntityCeleryScalingCard: (props: {
  detailsHref?: string;
}) => JSX.Element = celeryPlugin.provide(
  createComponentExtension({
    name: 'EntityCeleryScalingCard',
    component: {
      lazy: () => import('./components/ScalingCard').then(m => m.ScalingCard),
    },
  }),
);
