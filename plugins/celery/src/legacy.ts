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
import type { HistoryRangeName } from './history/ranges';
import type { OverviewColumn } from './components/OverviewPage/columns';
import type { OverviewState } from './overview/states';

export * from './api';
export { isCeleryAvailable } from './annotations';
export type { HistoryRangeName } from './history/ranges';
export type { OverviewColumn } from './components/OverviewPage/columns';
export type { OverviewState } from './overview/states';

const contentRouteRef = createRouteRef({ id: 'celery' });
const overviewRouteRef = createRouteRef({ id: 'celery-overview' });

/**
 * The Celery plugin.
 *
 * @public
 */
export const celeryPlugin = createPlugin({
  id: 'celery',
  routes: { content: contentRouteRef, overview: overviewRouteRef },
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
export const EntityCeleryContent: (props: {
  range?: HistoryRangeName;
}) => JSX.Element = celeryPlugin.provide(
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

/**
 * The page *Celery* with every queue that the viewer may see, to be put on a
 * route of the app.
 *
 * @public
 */
export const CeleryOverviewPage: (props: {
  columns?: readonly OverviewColumn[];
  mine?: boolean;
  filters?: { owner?: string; state?: OverviewState; broker?: string };
}) => JSX.Element = celeryPlugin.provide(
  createRoutableExtension({
    name: 'CeleryOverviewPage',
    component: () =>
      import('./components/OverviewPage').then(m => m.OverviewPage),
    mountPoint: overviewRouteRef,
  }),
);
