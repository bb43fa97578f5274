import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiStackLine } from '@remixicon/react';
import { z } from 'zod';
import { celeryEntityFilter } from './annotations';
import { celeryApiRef, CeleryClient } from './api';
import { HISTORY_RANGE_NAMES } from './history/ranges';
import { OVERVIEW_COLUMNS } from './components/OverviewPage/columns';
import { OVERVIEW_STATES } from './overview/states';
import { overviewRouteRef, scalingRouteRef } from './routes';

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

const scalingTab = EntityContentBlueprint.makeWithOverrides({
  name: 'scaling',
  configSchema: {
    /** The span of time that the history begins with. */
    range: z.enum(HISTORY_RANGE_NAMES).optional(),
  },
  factory(originalFactory, { config: { range } }) {
    return originalFactory({
      path: '/celery',
      title: 'Celery',
      icon: <RiStackLine />,
      group: 'operation',
      routeRef: scalingRouteRef,
      filter: celeryEntityFilter,
      loader: () =>
        import('./components/ScalingTab').then(m => (
          <m.ScalingTab range={range} />
        )),
    });
  },
});

const overviewPage = PageBlueprint.makeWithOverrides({
  configSchema: {
    /** Which columns to show, where there is room. */
    columns: z.array(z.enum(OVERVIEW_COLUMNS)).optional(),
    /** Whether to begin with what the viewer owns. */
    mine: z.boolean().optional(),
    /** What to filter by to begin with. */
    filters: z
      .object({
        /** An entity ref, such as `group:default/shop`. */
        owner: z.string().optional(),
        state: z.enum(OVERVIEW_STATES).optional(),
        broker: z.string().optional(),
      })
      .optional(),
  },
  factory(originalFactory, { config: { columns, mine, filters } }) {
    return originalFactory({
      path: '/celery',
      title: 'Celery',
      icon: <RiStackLine />,
      routeRef: overviewRouteRef,
      loader: () =>
        import('./components/OverviewPage').then(m => (
          <m.OverviewPage columns={columns} mine={mine} filters={filters} />
        )),
    });
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
  routes: { overview: overviewRouteRef, scaling: scalingRouteRef },
  extensions: [celeryApi, scalingCard, scalingTab, overviewPage],
});
